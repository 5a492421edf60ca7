import { h } from '../page/dom.js';
import { freshId } from '../body/ids.js';
import { schema } from '../body/schema.js';
import { BlockView } from './block-view.js';

/** Several pictures side by side under one caption. */
export class GalleryView extends BlockView {
  constructor(...args) {
    super(...args);
    const t = this.t;
    this.contentDOM = h('div', { class: 'ed-gallery-pictures' });
    this.empty = h('p', { class: 'ed-missing', contenteditable: 'false' }, t('gallery.empty'));
    this.dom = h('div', { class: 'ed-gallery', tabindex: '-1', 'data-id': this.node.attrs.id, role: 'group', 'aria-label': t('kind.gallery') },
      this.contentDOM, this.empty,
      h('div', { class: 'ed-gallery-foot', contenteditable: 'false' },
        this.field('caption', t('gallery.caption'), { hint: t('gallery.caption') }),
        h('div', { class: 'ed-acts ed-fields' },
          h('button', { type: 'button', class: 'ed-quiet', click: () => this.add() }, t('gallery.add')),
          h('button', { type: 'button', class: 'ed-quiet', click: () => this.remove() }, t('gallery.remove')))));
    this.show();
  }

  show() {
    this.empty.hidden = this.node.childCount > 0;
    this.dom.classList.toggle('has-caption', Boolean(this.node.attrs.caption));
  }

  async add() {
    const files = await this.desk.chooseFiles('image/*', true);
    const figures = files.map(file => {
      const id = freshId();
      this.desk.uploads.add(id, file);
      return schema.nodes.figure.create({ id });
    });
    this.view.dispatch(this.view.state.tr.insert(this.getPos() + this.node.nodeSize - 1, figures));
  }
}
