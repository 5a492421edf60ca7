import { canJoin } from 'prosemirror-transform';
import { TextSelection } from 'prosemirror-state';
import { schema } from '../body/schema.js';
import { turnInto } from './turn-into.js';

const { nodes } = schema;
const DEEPEST = 3;

const itemAt = $pos => ($pos.parent.type.name === 'list_item' ? $pos.parent : null);

/** Enter in a list: the next item; in an empty one, a step out, at last out of the list. @type {import('prosemirror-state').Command} */
export function enterInList(state, dispatch) {
  const { $from, empty } = state.selection;
  const item = itemAt($from);
  if (!item || !state.selection.$to.sameParent($from)) {
    return false;
  }
  if (item.content.size === 0 && empty) {
    return item.attrs.level > 0 ? changeLevel(-1)(state, dispatch) : leaveList(state, dispatch);
  }
  if (dispatch) {
    const tr = state.tr.deleteSelection();
    tr.split(tr.selection.from, 1, [{ type: nodes.list_item, attrs: { ...item.attrs, extra: null } }]);
    dispatch(tr.scrollIntoView());
  }
  return true;
}

/** Moves the chosen items a level in or out. @param {1 | -1} step @returns {import('prosemirror-state').Command} */
export function changeLevel(step) {
  return (state, dispatch) => {
    const { $from, from, to } = state.selection;
    if (!itemAt($from)) {
      return false;
    }
    const tr = state.tr;
    state.doc.nodesBetween(from, to, (node, pos) => {
      if (node.type.name === 'list_item') {
        // An item stands one level below the one before it at most.
        const before = state.doc.resolve(pos).nodeBefore;
        const most = before ? Math.min(DEEPEST, before.attrs.level + 1) : 0;
        const level = Math.min(Math.max(0, node.attrs.level + step), step > 0 ? most : DEEPEST);
        tr.setNodeAttribute(pos, 'level', level);
      }
      return node.type.name === 'list' || node.type.name === 'doc';
    });
    if (dispatch && tr.docChanged) {
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

/** Backspace at the start of an item: a level out, then a paragraph. @type {import('prosemirror-state').Command} */
export function backspaceInList(state, dispatch) {
  const { $from, empty } = state.selection;
  const item = itemAt($from);
  if (!item || !empty || $from.parentOffset > 0) {
    return false;
  }
  return item.attrs.level > 0 ? changeLevel(-1)(state, dispatch) : leaveList(state, dispatch);
}

/** The item becomes a paragraph; what follows it becomes a list of its own. @type {import('prosemirror-state').Command} */
function leaveList(state, dispatch) {
  const { $from } = state.selection;
  const list = $from.node(1);
  const index = $from.index(1);
  if (dispatch) {
    const items = [];
    list.forEach(i => items.push(i));
    const { id, dir, extra, ...fields } = list.attrs;
    const before = index > 0 ? [nodes.list.create(list.attrs, items.slice(0, index))] : [];
    const rest = items.slice(index + 1);
    const after = rest.length ? [nodes.list.create({ ...fields, start: null, dir, id: index > 0 ? null : id }, rest)] : [];
    const paragraph = nodes.paragraph.create({ id: index > 0 || rest.length ? null : id, dir }, items[index].content);
    const start = $from.before(1);
    const tr = state.tr.replaceWith(start, $from.after(1), [...before, paragraph, ...after]);
    const at = start + (before[0]?.nodeSize ?? 0) + 1 + $from.parentOffset;
    dispatch(tr.setSelection(TextSelection.create(tr.doc, at)).scrollIntoView());
  }
  return true;
}

/**
 * Starts a list, or takes the text into the list that it follows.
 * @param {boolean} ordered @param {number | null} start @returns {import('prosemirror-state').Command}
 */
export function startList(ordered, start = null) {
  return (state, dispatch) =>
    turnInto('list', { ordered, start }, false)(state, dispatch && (tr => {
      const at = tr.selection.$from.before(1);
      const before = tr.doc.resolve(at).nodeBefore;
      if (before?.type.name === 'list' && before.attrs.ordered === ordered && start === null && canJoin(tr.doc, at)) {
        tr.join(at);
      }
      dispatch(tr);
    }));
}
