import { NodeSelection, Selection } from 'prosemirror-state';
import { grow, h } from '../page/dom.js';

const COMMIT_AFTER = 150;

/**
 * The screen form of a block that has fields beside its text. Fields are ordinary inputs; what is typed in them becomes an
 * attribute of the node, and with it part of the article and of undo.
 */
export class BlockView {
  /**
   * @param {import('prosemirror-model').Node} node
   * @param {import('prosemirror-view').EditorView} view
   * @param {() => number | undefined} getPos
   * @param {any} desk what the page offers: words, server, uploads
   */
  constructor(node, view, getPos, desk) {
    Object.assign(this, { node, view, getPos, desk, t: desk.t });
    this.inputs = new Map();
    this.contentDOM = undefined;
  }

  /** A labelled field for an attribute of the node. */
  field(name, label, { multiline = false, hint = '', type = 'text', inputmode = undefined } = {}) {
    const input = h(multiline ? 'textarea' : 'input', {
      ...(multiline ? { rows: 1 } : { type }), inputmode, placeholder: hint, 'aria-label': label, class: 'ed-input', autocomplete: 'off', 'data-field': name, disabled: !this.view.editable,
      input: () => this.type(name, input),
      change: () => this.commit(name),
      blur: () => this.commit(name),
      keydown: event => this.leaveByKey(event, input),
    });
    input.value = this.node.attrs[name] ?? '';
    this.inputs.set(name, input);
    const box = h('label', { class: 'ed-field' }, h('span', null, label), input);
    if (multiline) {
      requestAnimationFrame(() => grow(input));
    }
    return box;
  }

  type(name, input) {
    if (input instanceof HTMLTextAreaElement) {
      grow(input);
    }
    clearTimeout(input.waiting);
    input.waiting = setTimeout(() => this.commit(name), COMMIT_AFTER);
  }

  commit(name) {
    const input = this.inputs.get(name);
    clearTimeout(input.waiting);
    const value = input.value === '' ? null : input.value;
    if ((this.node.attrs[name] || null) !== value) {
      this.set({ [name]: value });
    }
  }

  /** @param {Record<string, unknown>} attrs @param {boolean} [isUndoable] */
  set(attrs, isUndoable = true) {
    const pos = this.getPos();
    if (pos === undefined || !this.view.editable) {
      return;
    }
    const tr = this.view.state.tr;
    Object.entries(attrs).forEach(([name, value]) => tr.setNodeAttribute(pos, name, value));
    this.view.dispatch(isUndoable ? tr : tr.setMeta('addToHistory', false));
  }

  leaveByKey(event, input) {
    const isOneLine = !(input instanceof HTMLTextAreaElement) || !event.shiftKey;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.enter();
    } else if (event.key === 'Enter' && isOneLine && !event.isComposing) {
      event.preventDefault();
      this.goOn(input);
    }
  }

  /** Enter: the next field, after the last one what follows the block. */
  goOn(input) {
    const all = [...this.dom.querySelectorAll('.ed-input')].filter(i => i.offsetParent !== null);
    const next = all[all.indexOf(input) + 1];
    next ? next.focus() : this.leave();
  }

  /** Puts the cursor on the block itself. */
  enter() {
    const pos = this.getPos();
    const { doc, tr } = this.view.state;
    const place = this.contentDOM && this.node.inlineContent ? Selection.near(doc.resolve(pos + 1)) : NodeSelection.create(doc, pos);
    this.view.dispatch(tr.setSelection(place));
    place instanceof NodeSelection ? this.dom.focus({ preventScroll: true }) : this.view.focus();
  }

  leave() {
    const end = this.getPos() + this.node.nodeSize;
    const { doc, tr } = this.view.state;
    this.view.dispatch(tr.setSelection(Selection.near(doc.resolve(end), 1)).scrollIntoView());
    this.view.focus();
  }

  remove() {
    const pos = this.getPos();
    this.view.dispatch(this.view.state.tr.delete(pos, pos + this.node.nodeSize));
    this.view.focus();
  }

  update(node) {
    if (node.type !== this.node.type) {
      return false;
    }
    const before = this.node;
    this.node = node;
    for (const [name, input] of this.inputs) {
      const value = node.attrs[name] ?? '';
      if (before.attrs[name] !== node.attrs[name] && input.value !== value) {
        input.value = value;
        if (input instanceof HTMLTextAreaElement) {
          grow(input);
        }
      }
    }
    this.dom.dataset.id = node.attrs.id ?? '';
    node.attrs.dir ? this.dom.setAttribute('dir', node.attrs.dir) : this.dom.removeAttribute('dir');
    this.show(before);
    return true;
  }

  /** Brings what is shown up to date with the node. @param {import('prosemirror-model').Node} [_before] */
  show(_before) {}

  selectNode() {
    this.dom.classList.add('ProseMirror-selectednode');
  }

  deselectNode() {
    this.dom.classList.remove('ProseMirror-selectednode');
  }

  // Events in the fields are theirs; a press on the block itself selects it.
  stopEvent(event) {
    const control = event.target instanceof Element && event.target.closest('input, textarea, button, select, label, audio, video, summary, a');
    return Boolean(control) && !(this.contentDOM?.contains(control) ?? false);
  }

  ignoreMutation(mutation) {
    return mutation.type === 'selection' ? !(this.contentDOM?.contains(mutation.target) ?? false) && this.dom.contains(document.activeElement) && document.activeElement !== this.view.dom : !this.contentDOM?.contains(mutation.target);
  }

  destroy() {
    this.inputs.forEach(input => clearTimeout(input.waiting));
  }
}

/** Moves the focus into the fields of the block that the selection is in. @returns {import('prosemirror-state').Command} */
export const enterFields = (state, _, view) => {
  const { selection } = state;
  const isBlock = selection instanceof NodeSelection && selection.node.isBlock;
  const pos = isBlock ? selection.from : selection.$from.depth > 0 ? selection.$from.before(fieldDepth(selection.$from)) : null;
  const dom = pos === null ? null : view?.nodeDOM(pos);
  const first = dom instanceof Element ? [...dom.querySelectorAll('.ed-input, .ed-fields button')].find(i => i.closest('[data-id]') === dom && !i.disabled) : null;
  first?.focus();
  return Boolean(first);
};

const fieldDepth = $pos => ($pos.parent.type.name === 'figure' ? $pos.depth : 1);
