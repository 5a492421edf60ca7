import { h, icon } from '../page/dom.js';
import { ICONS } from '../page/icons.js';
import { BlockView } from './block-view.js';
import { FocalPoint } from './focal-point.js';
import { UploadState } from './upload-state.js';

const SIZES = ['text', 'wide', 'full'];

/** A picture: shown at once, its words asked for right under it. */
export class FigureView extends BlockView {
  constructor(...args) {
    super(...args);
    const t = this.t;
    // A figure that changes its parent is drawn anew.
    this.isInGallery = this.view.state.doc.resolve(this.getPos()).parent.type.name === 'gallery';
    this.image = h('img', { alt: '', draggable: 'false', click: () => this.enter() });
    this.missing = h('p', { class: 'ed-missing' });
    this.upload = new UploadState(t, () => this.desk.uploads.retry(this.node.attrs.id), () => this.remove());
    this.focal = new FocalPoint(t, (x, y) => this.set({ focal_x: x, focal_y: y }));
    this.frame = h('div', { class: 'ed-frame', contenteditable: 'false' }, this.image, this.focal.dom, this.missing, this.upload.dom);
    this.contentDOM = h('figcaption', { 'data-hint': t('caption') });
    this.credit = h('span', { class: 'ed-credit', contenteditable: 'false', 'aria-hidden': 'true' });
    this.dom = h('figure', { class: 'ed-figure', tabindex: '-1', 'aria-label': t('kind.figure'), 'data-id': this.node.attrs.id }, this.frame, this.contentDOM, this.credit, this.fields());
    this.stopListening = this.desk.uploads.listen(this.node.attrs.id, upload => this.arrived(upload));
    this.show();
    this.arrived(this.desk.uploads.get(this.node.attrs.id));
  }

  fields() {
    const t = this.t;
    this.decorative = h('input', { type: 'checkbox', change: () => this.set({ decorative: this.decorative.checked }), keydown: e => this.leaveByKey(e, this.decorative) });
    this.sizes = h('select', { class: 'ed-select', 'aria-label': t('figure.size'), change: () => this.set({ size: this.sizes.value }) }, ...SIZES.map(size => h('option', { value: size }, t('figure.size.' + size))));
    const button = (key, run, ...sign) => h('button', { type: 'button', class: 'ed-quiet', 'aria-label': sign.length ? t(key) : null, title: sign.length ? t(key) : null, click: run }, ...(sign.length ? sign : [t(key)]));
    this.order = h('span', { class: 'ed-order', hidden: true },
      button('gallery.earlier', () => this.reorder(-1), icon(ICONS.earlier)), button('gallery.later', () => this.reorder(1), icon(ICONS.later)));
    const alt = this.field('alt', t('figure.alt'), { multiline: true, hint: t('figure.alt_hint') });
    const credit = this.field('credit', t('figure.credit'), { hint: t('figure.credit_hint') });
    ['alt', 'credit'].forEach(name => this.inputs.get(name).addEventListener('change', () => this.keepWords()));
    return h('div', { class: 'ed-fields', contenteditable: 'false' },
      credit, alt,
      h('label', { class: 'ed-check' }, this.decorative, h('span', null, t('figure.decorative'))),
      h('div', { class: 'ed-acts' }, this.sizes, this.focal.toggle, button('figure.replace', () => this.replace()), this.order, button('remove', () => this.remove())));
  }

  show() {
    const { media, source, alt, credit, decorative, size, width, height } = this.node.attrs;
    const upload = this.desk.uploads.get(this.node.attrs.id);
    const inGallery = this.isInGallery;
    const shown = media ? `/desk/media/${media}/960` : upload?.url;
    // A picture that is on the page already stays until the next one has come; nothing flickers.
    if (shown && this.image.getAttribute('src') !== shown && !(media && upload?.media?.sha256 === media && this.image.getAttribute('src'))) {
      this.image.src = shown;
    }
    if (width && height) {
      this.image.width = width;
      this.image.height = height;
    }
    this.image.alt = decorative ? '' : alt ?? '';
    this.image.hidden = !shown;
    this.missing.hidden = Boolean(shown);
    this.missing.textContent = source ? this.t('figure.missing_from', { source }) : this.t('figure.missing');
    this.credit.textContent = credit ?? '';
    this.decorative.checked = decorative;
    this.inputs.get('alt').disabled = decorative || !this.view.editable;
    this.inputs.get('alt').dataset.off = String(decorative);
    this.sizes.value = SIZES.includes(size) ? size : 'text';
    this.sizes.hidden = inGallery;
    this.order.hidden = !inGallery;
    this.focal.toggle.hidden = !shown;
    this.focal.show(this.node.attrs);
    const wants = (shown || source) && (!credit || (!alt && !decorative));
    // One by one: the page sets classes of its own on this element.
    const looks = { 'in-gallery': inGallery, wide: !inGallery && size === 'wide', full: !inGallery && size === 'full', 'is-missing': !shown, 'is-wanting': wants, 'no-caption': this.node.content.size === 0 };
    Object.entries(looks).forEach(([name, isOn]) => this.dom.classList.toggle(name, Boolean(isOn)));
  }

  arrived(upload) {
    this.upload.show(upload);
    if (upload?.state === 'done' && this.node.attrs.media !== upload.media.sha256 && this.getPos() !== undefined) {
      const { sha256, width, height, alt, credit, media_type, moving } = upload.media;
      const { attrs } = this.node;
      // After the event that brought it: a view may not change the document while it is being drawn.
      queueMicrotask(() => this.set({
        media: sha256, source: null, width: width ?? null, height: height ?? null,
        moving: moving ?? (media_type === 'image/gif' ? media_type : null),
        alt: attrs.alt ?? (alt || null), credit: attrs.credit ?? (credit || null),
      }, false));
    } else if (upload) {
      this.show();
    }
  }

  /** What was said of the picture here is worth keeping for its next use. */
  keepWords() {
    const { media, alt, credit } = this.node.attrs;
    if (media) {
      this.desk.server.keepWords(media, { alt: alt ?? '', credit: credit ?? '', caption: this.node.textContent });
    }
  }

  async replace() {
    const [file] = await this.desk.chooseFiles('image/*', false);
    if (file) {
      this.desk.uploads.add(this.node.attrs.id, file);
      this.set({ media: null, focal_x: null, focal_y: null });
    }
  }

  reorder(step) {
    const pos = this.getPos();
    const $pos = this.view.state.doc.resolve(pos);
    const other = $pos.parent.maybeChild($pos.index() + step);
    if (other) {
      const to = step < 0 ? pos - other.nodeSize : pos + other.nodeSize;
      this.view.dispatch(this.view.state.tr.delete(pos, pos + this.node.nodeSize).insert(to, this.node));
      this.view.nodeDOM(to)?.querySelector(step < 0 ? '.ed-order button' : '.ed-order button + button')?.focus();
    }
  }

  destroy() {
    super.destroy();
    this.stopListening();
  }
}
