import { chainCommands, createParagraphNear, liftEmptyBlock, newlineInCode, splitBlockAs } from 'prosemirror-commands';
import { Selection, TextSelection } from 'prosemirror-state';
import { schema } from '../body/schema.js';
import { enterInList } from './lists.js';
import { turnInto } from './turn-into.js';

const { nodes } = schema;
const QUOTES = ['quote', 'pullquote'];

// What is after a heading or a pull quote is text again; a quotation goes on.
const split = splitBlockAs((node, atEnd) => {
  const goesOn = !atEnd || node.type.name === 'quote';
  return goesOn
    ? { type: node.type, attrs: { ...node.attrs, extra: null, ...('kept' in node.attrs ? { kept: false } : {}) } }
    : { type: nodes.paragraph, attrs: { dir: node.attrs.dir } };
});

/** @type {import('prosemirror-state').Command} */
function splitText(state, dispatch) {
  const { $from } = state.selection;
  const cite = $from.depth === 1 && QUOTES.includes($from.parent.type.name) ? $from.parent.attrs.cite : null;
  return split(state, dispatch && (tr => {
    // Who is quoted is named at the end.
    if (cite !== null && tr.docChanged) {
      const second = tr.selection.$from;
      const before = tr.doc.resolve(second.before(1)).nodeBefore;
      if (second.parent.type === before?.type) {
        tr.setNodeAttribute(second.before(1) - before.nodeSize, 'cite', null);
      }
    }
    dispatch(tr);
  }));
}

/** Enter in an empty quotation, heading or code ends it. @type {import('prosemirror-state').Command} */
function endKind(state, dispatch) {
  const { $from, empty } = state.selection;
  const isEnding = empty && $from.depth === 1 && $from.parent.content.size === 0 && !['paragraph', 'code_block'].includes($from.parent.type.name);
  return isEnding && turnInto('paragraph', {}, false)(state, dispatch);
}

/** Two empty lines end code. @type {import('prosemirror-state').Command} */
function leaveCode(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!$from.parent.type.spec.code || !empty || $from.parentOffset < $from.parent.content.size || !/\n\n$/.test($from.parent.textContent)) {
    return false;
  }
  if (dispatch) {
    const tr = state.tr.delete($from.pos - 2, $from.pos);
    const at = tr.selection.$from.after(1);
    tr.insert(at, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  }
  return true;
}

/** Captions, notes and cells are one text: Enter goes on to what follows, or breaks the line in a cell. @type {import('prosemirror-state').Command} */
function enterInOneText(state, dispatch) {
  const { $from } = state.selection;
  const name = $from.parent.type.name;
  if (name === 'table_cell') {
    dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create(), true).scrollIntoView());
    return true;
  }
  if (name !== 'figure' && name !== 'footnote') {
    return false;
  }
  if (dispatch) {
    const end = name === 'footnote' ? $from.after($from.depth) : $from.after(1);
    const next = state.doc.resolve(end).nodeAfter;
    const tr = state.tr;
    if (name === 'figure' && next?.type.name !== 'paragraph') {
      tr.insert(end, nodes.paragraph.create());
    }
    const place = Selection.findFrom(tr.doc.resolve(end), 1, true) ?? Selection.near(tr.doc.resolve(end), -1);
    dispatch(tr.setSelection(place).scrollIntoView());
  }
  return true;
}

export const enter = chainCommands(enterInList, leaveCode, newlineInCode, enterInOneText, endKind, createParagraphNear, liftEmptyBlock, splitText);

/** A line break within the text. @type {import('prosemirror-state').Command} */
export function breakLine(state, dispatch) {
  if (state.selection.$from.parent.type.spec.code) {
    return newlineInCode(state, dispatch);
  }
  if (!state.selection.$from.parent.inlineContent) {
    return false;
  }
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create(), true).scrollIntoView());
  return true;
}
