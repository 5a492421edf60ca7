import { TextSelection } from 'prosemirror-state';
import { freshId } from '../body/ids.js';
import { schema } from '../body/schema.js';
import { notesOf } from './note-refs.js';

/** Puts a sign where the cursor is; the cursor goes on to the note. @returns {import('prosemirror-state').Command} */
export const insertNote = (makeId = freshId) => (state, dispatch) => {
  const { $to } = state.selection;
  if (!$to.parent.inlineContent || ['code_block', 'footnote'].includes($to.parent.type.name)) {
    return false;
  }
  if (dispatch) {
    const note = makeId();
    // Two steps, so that the block of notes is there when the cursor moves into it.
    dispatch(state.tr.insert($to.pos, schema.nodes.note_ref.create({ note })).setMeta('goToNote', note));
  }
  return true;
};

/** Where the words of a note begin, or -1. @param {import('prosemirror-model').Node} doc @param {string} id */
export function placeOfNote(doc, id) {
  const notes = notesOf(doc);
  let place = -1;
  notes?.node.forEach((note, offset) => {
    if (note.attrs.note === id && place < 0) {
      place = notes.pos + 2 + offset;
    }
  });
  return place;
}

/** Where the first sign of a note stands, or -1. */
export function placeOfSign(doc, id) {
  let place = -1;
  doc.descendants((node, pos) => {
    if (place < 0 && node.type.name === 'note_ref' && node.attrs.note === id) {
      place = pos;
    }
    return place < 0;
  });
  return place;
}

/** From a sign to its note, and from a note back to its sign. @type {import('prosemirror-state').Command} */
export function jumpNote(state, dispatch) {
  const { $from, node } = /** @type {any} */ (state.selection);
  const sign = node ?? $from.nodeBefore;
  const isSign = sign?.type.name === 'note_ref';
  const inNote = $from.parent.type.name === 'footnote';
  if (!isSign && !inNote) {
    return false;
  }
  const place = inNote && !isSign ? placeOfSign(state.doc, $from.parent.attrs.note) + 1 : placeOfNote(state.doc, sign.attrs.note);
  if (place > 0 && dispatch) {
    dispatch(state.tr.setSelection(TextSelection.create(state.doc, place)).scrollIntoView());
  }
  return place > 0;
}
