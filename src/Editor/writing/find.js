import { PluginKey, TextSelection } from 'prosemirror-state';
import { Decoration } from 'prosemirror-view';
import { blockDecorations, eachText } from './block-decorations.js';

const key = new PluginKey('find');
const NOTHING = { text: '', matchCase: false, wholeWord: false };

/** Marks what is looked for. */
export const markFound = () => blockDecorations(key, (block, pos, query) => placesIn(block, pos, query).map(({ from, to }) => Decoration.inline(from, to, { class: 'ed-found' })),
  (tr, before) => tr?.getMeta(key) ?? before ?? NOTHING);

/** @param {{text: string, matchCase: boolean, wholeWord: boolean}} query @returns {import('prosemirror-state').Command} */
export const look = query => (state, dispatch) => {
  dispatch?.(state.tr.setMeta(key, { ...query }));
  return true;
};

export const stopLooking = look(NOTHING);

/** @param {import('prosemirror-state').EditorState} state @returns {{from: number, to: number}[]} */
export const foundIn = state => key.getState(state).set.find().sort((a, b) => a.from - b.from);

/** Selects the next place, or the one before; goes round at the end. @param {1 | -1} step @returns {import('prosemirror-state').Command} */
export const findNext = step => (state, dispatch) => {
  const places = foundIn(state);
  if (places.length === 0) {
    return false;
  }
  const { from, to } = state.selection;
  const next = step > 0 ? places.find(p => p.from >= to) ?? places[0] : places.findLast(p => p.to <= from) ?? places.at(-1);
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, next.from, next.to)).scrollIntoView());
  return true;
};

/** Replaces the place that is selected, and goes to the next. @param {string} text @returns {import('prosemirror-state').Command} */
export const replaceOne = text => (state, dispatch, view) => {
  const here = foundIn(state).find(p => p.from === state.selection.from && p.to === state.selection.to);
  if (!here) {
    return findNext(1)(state, dispatch);
  }
  if (dispatch) {
    dispatch(put(state.tr, here, text));
    findNext(1)(view.state, dispatch);
  }
  return true;
};

/** Replaces every place in one step, so that one undo brings all back. @param {string} text @returns {import('prosemirror-state').Command} */
export const replaceAll = text => (state, dispatch) => {
  const places = foundIn(state);
  if (places.length && dispatch) {
    const tr = state.tr;
    places.reverse().forEach(place => put(tr, place, text));
    dispatch(tr);
  }
  return places.length > 0;
};

// The words that come in have the marks of those that go.
function put(tr, { from, to }, text) {
  const marks = tr.doc.resolve(from).marksAcross(tr.doc.resolve(to)) ?? tr.doc.resolve(from + 1).marks();
  return text === '' ? tr.delete(from, to) : tr.replaceWith(from, to, tr.doc.type.schema.text(text, marks));
}

/** Where a query stands in one block. */
export function placesIn(block, pos, { text, matchCase, wholeWord }) {
  const found = [];
  if (text === '') {
    return found;
  }
  const pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), matchCase ? 'gu' : 'giu');
  eachText(block, pos, (whole, start) => {
    for (const match of whole.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (!wholeWord || (!isLetter(whole, match.index - 1) && !isLetter(whole, end))) {
        found.push({ from: start + match.index, to: start + end });
      }
    }
  });
  return found;
}

const isLetter = (text, at) => /[\p{L}\p{N}_]/u.test(text.charAt(at));
