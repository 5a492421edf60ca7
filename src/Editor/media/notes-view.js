import { h } from '../page/dom.js';
import { jumpNote } from '../writing/footnotes.js';
import { refsOf } from '../writing/note-refs.js';

/** The notes under the text. */
export class FootnotesView {
  constructor(node, _view, _getPos, { t }) {
    this.node = node;
    this.contentDOM = h('ol');
    this.dom = h('div', { class: 'ed-notes', 'data-id': node.attrs.id, role: 'group', 'aria-label': t('notes.label') }, this.contentDOM);
  }

  update(node) {
    return node.type === this.node.type;
  }
}

/** One note, with the way back to its sign. */
export class FootnoteView {
  constructor(node, view, getPos, { t }) {
    Object.assign(this, { node, view, getPos, t });
    this.contentDOM = h('p');
    this.back = h('button', { type: 'button', class: 'ed-quiet ed-back', contenteditable: 'false', 'aria-label': t('notes.back'), title: t('notes.back'), click: () => this.go() }, '↩');
    this.dom = h('li', { 'data-note': node.attrs.note, 'data-hint': t('notes.hint') }, this.contentDOM, this.back);
    this.show();
  }

  show() {
    this.dom.classList.toggle('no-text', this.node.content.size === 0);
    const isOrphan = !refsOf(this.view.state.doc).includes(this.node.attrs.note);
    this.dom.classList.toggle('is-orphan', isOrphan);
    this.back.textContent = isOrphan ? this.t('notes.remove_orphan') : '↩';
    this.back.setAttribute('aria-label', this.t(isOrphan ? 'notes.orphan' : 'notes.back'));
  }

  go() {
    const pos = this.getPos();
    if (this.dom.classList.contains('is-orphan')) {
      this.view.dispatch(this.view.state.tr.delete(pos, pos + this.node.nodeSize));
    } else {
      const { state } = this.view;
      const inNote = state.apply(state.tr.setSelection(state.selection.constructor.near(state.doc.resolve(pos + 1))));
      jumpNote(inNote, tr => this.view.dispatch(this.view.state.tr.setSelection(tr.selection).scrollIntoView()));
    }
    this.view.focus();
  }

  update(node) {
    if (node.type !== this.node.type || node.attrs.note !== this.node.attrs.note) {
      return false;
    }
    this.node = node;
    this.show();
    return true;
  }

  stopEvent(event) {
    return this.back.contains(event.target);
  }

  ignoreMutation(mutation) {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target);
  }
}
