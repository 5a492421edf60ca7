// A page without a screen: the editor's state, and the commands that keys would call.
import { EditorState, TextSelection } from 'prosemirror-state';
import { history, redo, undo } from 'prosemirror-history';
import { blocksIn } from '../body/blocks-in.js';
import { blocksOut } from '../body/blocks-out.js';
import { keepIds, placeOf } from '../body/ids.js';
import { keepNotes } from '../writing/keep-notes.js';

export class Page {
  constructor(blocks) {
    let made = 0;
    const makeId = () => `new${made++}`;
    this.state = EditorState.create({ doc: blocksIn(blocks, makeId), plugins: [history(), keepNotes(makeId), keepIds(makeId)] });
  }

  /** Runs a command; says whether it did anything. */
  run(command) {
    return command(this.state, tr => (this.state = this.state.apply(tr)));
  }

  change(make) {
    this.state = this.state.apply(make(this.state.tr));
    return this;
  }

  /** The cursor, or a selection, by a block's id and an offset in its first text. */
  at(id, offset, id2 = id, offset2 = offset) {
    const doc = this.state.doc;
    const [a, b] = [[id, offset], [id2, offset2]].map(([i, o]) => textStart(doc, placeOf(doc, i)) + o);
    return this.change(tr => tr.setSelection(TextSelection.create(tr.doc, a, b)));
  }

  type(text) {
    return this.change(tr => tr.insertText(text));
  }

  undo() {
    this.run(undo);
    return this;
  }

  redo() {
    this.run(redo);
    return this;
  }

  get blocks() {
    return blocksOut(this.state.doc);
  }

  /** "kind id text" of each block, empty ones too. */
  get lines() {
    const lines = [];
    this.state.doc.forEach(n => lines.push(`${n.type.name} ${n.attrs.id} ${n.textContent}`.trim()));
    return lines;
  }
}

function textStart(doc, pos) {
  let at = pos;
  while (!doc.resolve(at + 1).parent.isTextblock) {
    at++;
  }
  return at + 1;
}

export const p = (id, text, more = {}) => ({ kind: 'paragraph', id, text, ...more });
