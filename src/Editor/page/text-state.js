import { dropCursor } from 'prosemirror-dropcursor';
import { history } from 'prosemirror-history';
import { EditorState } from 'prosemirror-state';
import { tableEditing } from 'prosemirror-tables';
import { blocksIn } from '../body/blocks-in.js';
import { freshId, keepIds } from '../body/ids.js';
import { markNoted } from '../notes/mark-notes.js';
import { pasting } from '../paste/paste.js';
import { pendingPlaces } from '../paste/pending.js';
import { markFound } from '../writing/find.js';
import { markHere } from '../writing/here.js';
import { showHints } from '../writing/hints.js';
import { keepNotes } from '../writing/keep-notes.js';
import { markdownRules } from '../writing/markdown.js';
import { numberNotes } from '../writing/note-numbers.js';
import { ownArticles } from '../writing/own-articles.js';
import { keepRoom, withRoom } from '../writing/room.js';
import { slashMenu } from '../writing/slash.js';
import { markHeads } from '../writing/table-heads.js';
import { focusThings } from '../writing/things.js';
import { markTk } from '../writing/tk.js';
import { changedBlocks } from '../writing/block-decorations.js';
import { keysOf } from './keys.js';

/** The state of the text with all that acts on it. @param {any[]} blocks @param {any} desk @param {any} acts */
export function textState(blocks, desk, acts) {
  return EditorState.create({
    doc: withRoom(blocksIn(blocks, freshId)),
    plugins: [
      focusThings(), slashMenu(desk), ownArticles(desk), markdownRules(), ...keysOf(desk, acts),
      pasting(desk), pendingPlaces(desk.t), tableEditing({ allowTableNodeSelection: true }),
      history({ newGroupDelay: 600 }), dropCursor({ color: false, class: 'ed-drop' }),
      keepNotes(), keepRoom(), keepIds(),
      markTk(), markHeads(), markFound(), markNoted(), numberNotes(desk.t), markHere(), showHints(desk.t),
    ],
  });
}

/**
 * Shows other blocks on the page. Only what differs is put in anew, so that the cursor and undo stay where they were.
 * @param {import('prosemirror-view').EditorView} view @param {any[]} blocks
 */
export function showBlocks(view, blocks) {
  const { doc, tr } = view.state;
  const wanted = withRoom(blocksIn(blocks, freshId));
  const same = reuse(doc, wanted);
  const { first, last, pos } = changedBlocks(doc, same);
  const removedTo = doc.content.size - sizeAfter(same, last);
  const put = [];
  for (let i = first; i <= last; i++) {
    put.push(same.child(i));
  }
  if (put.length || removedTo > pos) {
    view.dispatch(tr.replaceWith(pos, removedTo, put).setMeta('addToHistory', false).setMeta('shown', true));
  }
}

// Blocks that say the same are the same nodes, so that comparing them is cheap and exact.
function reuse(doc, wanted) {
  const known = new Map();
  doc.forEach(block => known.set(block.attrs.id, block));
  const made = [];
  wanted.forEach(block => made.push(known.get(block.attrs.id)?.eq(block) ? known.get(block.attrs.id) : block));
  return wanted.copy(wanted.content.constructor.from(made));
}

function sizeAfter(doc, last) {
  let size = 0;
  for (let i = last + 1; i < doc.childCount; i++) {
    size += doc.child(i).nodeSize;
  }
  return size;
}
