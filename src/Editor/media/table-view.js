import { h } from '../page/dom.js';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, mergeCells, splitCell } from 'prosemirror-tables';
import { Selection } from 'prosemirror-state';
import { BlockView } from './block-view.js';

/** Rows of cells with a caption above and the acts on them below. */
export class TableView extends BlockView {
  constructor(...args) {
    super(...args);
    const { t } = this;
    this.contentDOM = h('tbody');
    const act = (key, run) => h('button', { type: 'button', class: 'ed-quiet', mousedown: e => e.preventDefault(), click: () => this.act(run) }, t('table.' + key));
    this.head = h('input', { type: 'checkbox', change: () => this.set({ header_rows: this.head.checked ? Math.max(1, this.node.attrs.header_rows) : 0 }) });
    this.column = h('input', { type: 'checkbox', change: () => this.set({ header_column: this.column.checked }) });
    this.dom = h('div', { class: 'ed-table', tabindex: '-1', 'data-id': this.node.attrs.id },
      h('div', { class: 'ed-caption', contenteditable: 'false' }, this.field('caption', t('table.caption'), { hint: t('table.caption') })),
      h('div', { class: 'ed-scroll' }, h('table', null, this.contentDOM)),
      h('div', { class: 'ed-fields ed-acts', contenteditable: 'false', role: 'group', 'aria-label': t('kind.table') },
        act('add_row', addRowAfter), act('add_column', addColumnAfter), act('delete_row', deleteRow), act('delete_column', deleteColumn),
        act('merge', mergeCells), act('split', splitCell),
        h('label', { class: 'ed-check' }, this.head, h('span', null, t('table.header_row'))),
        h('label', { class: 'ed-check' }, this.column, h('span', null, t('table.header_column'))),
        h('button', { type: 'button', class: 'ed-quiet', click: () => this.remove() }, t('table.remove'))));
    this.show();
  }

  act(run) {
    const { view } = this;
    run(view.state, view.dispatch);
    const pos = this.getPos();
    const { from } = view.state.selection;
    // The cursor stays in the table when its own row or column is gone.
    if (pos !== undefined && (from <= pos || from >= pos + this.node.nodeSize)) {
      view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(pos + this.node.nodeSize - 2), -1)));
    }
    view.focus();
  }

  show() {
    const { header_rows, header_column, caption } = this.node.attrs;
    this.head.checked = header_rows > 0;
    this.column.checked = header_column;
    this.dom.classList.toggle('has-caption', Boolean(caption));
  }
}
