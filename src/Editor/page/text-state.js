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
