import { h } from '../page/dom.js';
import { BlockView } from './block-view.js';

/** A quotation or pull quote, and who is quoted. */
export class QuoteView extends BlockView {
  constructor(...args) {
    super(...args);
    const isPull = this.node.type.name === 'pullquote';
    this.contentDOM = h('p');
    this.cite = h('div', { class: 'ed-cite', contenteditable: 'false' }, this.field('cite', this.t('quote.cite'), { hint: this.t('quote.cite') }));
    this.dom = h(isPull ? 'aside' : 'blockquote', { 'data-id': this.node.attrs.id, dir: this.node.attrs.dir, class: isPull ? 'ed-pull' : 'ed-quote' }, this.contentDOM, this.cite);
    this.show();
  }

  show() {
    this.dom.classList.toggle('has-cite', Boolean(this.node.attrs.cite));
  }
}
