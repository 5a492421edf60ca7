import { chainCommands, deleteSelection, joinBackward, joinTextblockBackward, selectNodeBackward } from 'prosemirror-commands';
import { backspaceInList } from './lists.js';
import { turnInto } from './turn-into.js';

/** At the start of a heading, quotation or code: a paragraph first; what stands above is joined by the next press. @type {import('prosemirror-state').Command} */
function plainAgain(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth !== 1 || $from.parentOffset > 0 || !['heading', 'quote', 'pullquote', 'code_block'].includes($from.parent.type.name)) {
    return false;
  }
  return turnInto('paragraph', {}, false)(state, dispatch);
}

/** A caption, a note or a cell is not joined with what stands before it. @type {import('prosemirror-state').Command} */
function stayWithin(state) {
  const { $from, empty } = state.selection;
  return empty && $from.parentOffset === 0 && ['figure', 'footnote', 'table_cell'].includes($from.parent.type.name);
}

export const backspace = chainCommands(deleteSelection, stayWithin, backspaceInList, plainAgain, joinBackward, joinTextblockBackward, selectNodeBackward);
