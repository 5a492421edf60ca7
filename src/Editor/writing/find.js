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

/** @param {{from: number, to: number}} place @returns {import('prosemirror-state').Command} */
export const select = ({ from, to }) => (state, dispatch) => {
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, from, to)).scrollIntoView());
  return true;
};

/** Where a query stands in one block. */
function placesIn(block, pos, query) {
  const found = [];
  if (query.text !== '') {
    eachText(block, pos, (text, start) => matchesIn(text, query).forEach(({ from, to }) => found.push({ from: start + from, to: start + to })));
  }
  return found;
}

/** Where a query stands in a text. @param {string} whole @returns {{from: number, to: number}[]} */
export function matchesIn(whole, { text, matchCase, wholeWord }) {
  if (text === '') {
    return [];
  }
  const pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), matchCase ? 'gu' : 'giu');
  return [...whole.matchAll(pattern)]
    .map(match => ({ from: match.index, to: match.index + match[0].length }))
    .filter(({ from, to }) => !wholeWord || (!isLetter(whole, from - 1) && !isLetter(whole, to)));
}

const isLetter = (text, at) => /[\p{L}\p{N}_]/u.test(text.charAt(at));
