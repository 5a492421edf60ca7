import { h } from '../page/dom.js';
import { BlockView } from './block-view.js';

/** Code as typed, and its language. */
export class CodeView extends BlockView {
  constructor(...args) {
    super(...args);
    this.contentDOM = h('code');
    const language = h('div', { class: 'ed-fields ed-code-language', contenteditable: 'false' }, this.field('language', this.t('code.language'), { hint: this.t('code.language') }));
    this.dom = h('div', { class: 'ed-code', 'data-id': this.node.attrs.id, dir: this.node.attrs.dir }, h('pre', { spellcheck: 'false' }, this.contentDOM), language);
  }
}
