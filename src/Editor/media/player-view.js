import { h } from '../page/dom.js';
import { BlockView } from './block-view.js';
import { UploadState } from './upload-state.js';

const FIELDS = {
  audio: [['title', 'player.title'], ['caption', 'caption'], ['credit', 'figure.credit']],
  video: [['title', 'player.title'], ['caption', 'caption'], ['credit', 'figure.credit']],
  file: [['name', 'file.name'], ['caption', 'caption']],
};

/** Sound, film, or a document to download. */
export class PlayerView extends BlockView {
  constructor(...args) {
    super(...args);
    const { t } = this;
    this.kind = this.node.type.name;
    this.about = h('p', { class: 'ed-over' });
    this.upload = new UploadState(t, () => this.desk.uploads.retry(this.node.attrs.id), () => this.remove());
    const [first, ...rest] = FIELDS[this.kind].map(([name, label]) => this.field(name, t(label), { hint: t(label) }));
    this.dom = h('figure', { class: `ed-player ed-thing ed-${this.kind}`, contenteditable: 'false', tabindex: '-1', 'aria-label': t('kind.' + this.kind), 'data-id': this.node.attrs.id },
      this.about, first, this.upload.dom,
      h('div', { class: 'ed-fields' }, ...rest, h('div', { class: 'ed-acts' }, h('button', { type: 'button', class: 'ed-quiet', click: () => this.remove() }, t('remove')))));
    this.stopListening = this.desk.uploads.listen(this.node.attrs.id, upload => this.arrived(upload));
    this.show();
    this.arrived(this.desk.uploads.get(this.node.attrs.id));
  }

  show() {
    const { media, source, seconds, bytes } = this.node.attrs;
    const isHere = media || this.desk.uploads.get(this.node.attrs.id);
    const parts = [this.t('kind.' + this.kind), seconds && length(seconds), bytes && size(bytes), !isHere && (source ? this.t('figure.missing_from', { source }) : this.t('player.missing'))];
    this.about.textContent = parts.filter(Boolean).join(' · ');
    this.dom.classList.toggle('is-missing', !isHere);
  }

  arrived(upload) {
    this.upload.show(upload);
    if (upload?.state !== 'done' || this.node.attrs.media === upload.media.sha256 || this.getPos() === undefined) {
      return;
    }
    const { sha256, seconds, bytes, media_type, credit } = upload.media;
    const all = { media: sha256, source: null, seconds, bytes, media_type, credit: this.node.attrs.credit ?? (credit || null) };
    const own = Object.fromEntries(Object.entries(all).filter(([name, value]) => name in this.node.attrs && value !== undefined));
    queueMicrotask(() => this.set(own, false));
  }

  destroy() {
    super.destroy();
    this.stopListening();
  }
}

const length = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
const size = bytes => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
