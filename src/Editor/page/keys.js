import { baseKeymap, chainCommands, selectAll } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { TextSelection } from 'prosemirror-state';
import { goToNextCell } from 'prosemirror-tables';
import { enterFields } from '../media/block-view.js';
import { backspace } from '../writing/backspace.js';
import { turnDirection } from '../writing/direction.js';
import { breakLine, enter } from '../writing/enter.js';
import { insertNote, jumpNote } from '../writing/footnotes.js';
import { changeLevel, startList } from '../writing/lists.js';
import { undoInputRule } from '../writing/markdown.js';
import { toggle } from '../writing/marks.js';
import { moveBlock } from '../writing/move-block.js';
import { writeAbove, writeBelow } from '../writing/things.js';
import { turnInto } from '../writing/turn-into.js';

/** Every key of the text. @param {any} desk @param {any} acts */
export function keysOf(desk, acts) {
  const does = run => () => {
    run();
    return true;
  };
  const own = keymap({
    'Mod-b': toggle('strong'), 'Mod-i': toggle('em'), 'Mod-e': toggle('code'), 'Mod-Shift-x': toggle('strike'), 'Mod-.': toggle('sup'), 'Mod-,': toggle('sub'),
    'Mod-k': does(acts.link),
    'Mod-Alt-0': turnInto('paragraph', {}, false), 'Mod-Alt-2': turnInto('heading', { level: 2 }), 'Mod-Alt-3': turnInto('heading', { level: 3 }), 'Mod-Alt-4': turnInto('heading', { level: 4 }),
    'Mod-l': toggleList(false), 'Mod-Shift-l': toggleList(true), 'Mod-q': turnInto('quote'),
    'Mod-Alt-f': insertNote(), 'Mod-Alt-j': jumpNote, 'Mod-Alt-r': (state, dispatch) => turnDirection(desk.language())(state, dispatch),
    'Mod-Alt-t': does(acts.tk), 'Mod-Alt-m': does(acts.remark), 'Mod-Alt-k': does(acts.record),
    'Alt-ArrowUp': moveBlock(-1), 'Alt-ArrowDown': moveBlock(1),
    'Mod-z': chainCommands(undoInputRule, undo), 'Mod-y': redo, 'Mod-Shift-z': redo,
    Tab: chainCommands(changeLevel(1), goToNextCell(1), addRowAtEnd, enterFields), 'Shift-Tab': chainCommands(changeLevel(-1), goToNextCell(-1)),
    Enter: chainCommands(enterNode, enter), 'Shift-Enter': breakLine, 'Mod-Enter': writeBelow,
    Backspace: chainCommands(undoInputRule, toHead(acts), backspace),
    ArrowUp: chainCommands(writeAbove, upToHead(acts)), ArrowLeft: chainCommands(writeAbove, toHead(acts)),
    'Mod-a': selectWithin,
  });
  return [own, keymap(baseKeymap)];
}

const toggleList = ordered => (state, dispatch) => {
  const list = state.selection.$from.depth > 1 && state.selection.$from.node(1);
  return list && list.type.name === 'list' && list.attrs.ordered === ordered ? turnInto('list', { ordered })(state, dispatch) : startList(ordered)(state, dispatch);
};

/** Enter on a chosen picture, embed or the like: into its fields. */
const enterNode = (state, dispatch, view) => state.selection.node?.isBlock && enterFields(state, dispatch, view);

/** Tab in a table's last cell adds a row. */
const addRowAtEnd = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.parent.type.name !== 'table_cell') {
    return false;
  }
  const table = $from.node(1);
  const row = table.lastChild;
  if (dispatch) {
    const cells = Array.from({ length: row.childCount }, (_, i) => row.child(i).type.create());
    const end = $from.after(1) - 1;
    const tr = state.tr.insert(end, row.type.create(null, cells));
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(end + 1))).scrollIntoView());
  }
  return true;
};

const atStart = ({ selection: { $from, empty } }) => empty && $from.pos === 1 && $from.depth === 1;

// The page is one: from its first paragraph the cursor goes up into the standfirst.
const toHead = acts => (state, dispatch) => {
  if (!atStart(state) || (state.selection.$from.parent.type.name !== 'paragraph')) {
    return false;
  }
  if (dispatch) {
    acts.toHead();
  }
  return true;
};

const upToHead = acts => (state, dispatch, view) => {
  if (!state.selection.empty || state.selection.$from.index(0) > 0 || state.selection.$from.depth !== 1 || !view?.endOfTextblock('up')) {
    return false;
  }
  acts.toHead();
  return true;
};

/** The first press takes the text of a note, caption or cell, the next one everything. */
const selectWithin = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const isWithin = ['footnote', 'figure', 'table_cell', 'code_block'].includes($from.parent.type.name) && $from.sameParent($to);
  if (!isWithin || ($from.pos === $from.start() && $to.pos === $from.end())) {
    return selectAll(state, dispatch);
  }
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, $from.start(), $from.end())));
  return true;
};
