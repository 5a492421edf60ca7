import { h } from '../page/dom.js';
import { BlockView } from './block-view.js';

/** A block that this page cannot show: named, and kept as it came. */
export class UnknownView extends BlockView {
  constructor(...args) {
    super(...args);
    const { block } = this.node.attrs;
    this.dom = h('div', { class: 'ed-thing ed-unknown', contenteditable: 'false', tabindex: '-1', role: 'group', 'aria-label': this.t('unknown', { kind: block?.kind ?? '?' }), 'data-id': this.node.attrs.id }, h('p', { class: 'ed-over' }, this.t('unknown', { kind: block?.kind ?? '?' })), h('p', null, block?.text ?? ''));
  }
}
