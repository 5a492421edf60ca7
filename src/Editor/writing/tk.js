import { PluginKey } from 'prosemirror-state';
import { Decoration } from 'prosemirror-view';
import { blockDecorations, eachText } from './block-decorations.js';

// "To come": what the writer still owes. The same word is looked for before publishing.
const TK = /\bTK\b/g;
const key = new PluginKey('tk');

export const markTk = () => blockDecorations(key, (block, pos) => {
  const found = [];
  eachText(block, pos, (text, start) => {
    for (const match of text.matchAll(TK)) {
      found.push(Decoration.inline(start + match.index, start + match.index + 2, { class: 'ed-tk' }));
    }
  });
  return found;
});

/** Places of all markers in order. @param {import('prosemirror-state').EditorState} state @returns {{from: number, to: number}[]} */
export const tksOf = state => key.getState(state).set.find().sort((a, b) => a.from - b.from);
