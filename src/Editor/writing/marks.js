import { toggleMark } from 'prosemirror-commands';
import { schema } from '../body/schema.js';

const { marks } = schema;

/** @param {'strong' | 'em' | 'code' | 'strike' | 'sub' | 'sup'} name @returns {import('prosemirror-state').Command} */
export const toggle = name => toggleMark(marks[name], null, { removeWhenPresent: false, includeWhitespace: false });

/** The stretch of a mark around the cursor, or the selection. @param {import('prosemirror-state').EditorState} state @param {'link' | 'lang'} name */
export function stretchOf(state, name) {
  const { $from, from, to, empty } = state.selection;
  if (!empty) {
    let value = null;
    state.doc.nodesBetween(from, to, node => {
      value ??= node.marks.find(m => m.type.name === name)?.attrs.value ?? null;
    });
    return { from, to, value };
  }
  const { parent } = $from;
  const start = $from.start();
  let at = start;
  for (let i = 0; i < parent.childCount; i++) {
    const child = parent.child(i);
    const mark = child.marks.find(m => m.type.name === name);
    if (mark && at <= from && at + child.nodeSize >= from) {
      return spread(parent, start, i, mark);
    }
    at += child.nodeSize;
  }
  return { from, to, value: null };
}

function spread(parent, start, index, mark) {
  let [first, last] = [index, index];
  while (first > 0 && mark.isInSet(parent.child(first - 1).marks)) {
    first--;
  }
  while (last < parent.childCount - 1 && mark.isInSet(parent.child(last + 1).marks)) {
    last++;
  }
  let [from, to] = [start, start];
  for (let i = 0; i <= last; i++) {
    from += i < first ? parent.child(i).nodeSize : 0;
    to += parent.child(i).nodeSize;
  }
  return { from, to, value: mark.attrs.value };
}

/** Gives the stretch a value, or takes the mark away. @param {'link' | 'lang'} name @param {string | null} value @returns {import('prosemirror-state').Command} */
export const setValue = (name, value) => (state, dispatch) => {
  const { from, to } = stretchOf(state, name);
  if (from === to) {
    return false;
  }
  const tr = state.tr.removeMark(from, to, marks[name]);
  dispatch?.(value === null ? tr : tr.addMark(from, to, marks[name].create({ value })));
  return true;
};

/** Puts text with a link where the range is. @returns {import('prosemirror-state').Transaction} */
export function linkText(tr, { from, to }, text, value) {
  return tr.replaceWith(from, to, schema.text(text, [...tr.doc.resolve(from).marks().filter(m => m.type !== marks.link), marks.link.create({ value })])).removeStoredMark(marks.link);
}
