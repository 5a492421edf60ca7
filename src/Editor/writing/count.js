import { eachText } from './block-decorations.js';

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’\-](?=[\p{L}\p{N}]))*/gu;
// Silent reading of prose: about 238 words a minute (Brysbaert 2019, over 190 studies).
const WORDS_A_MINUTE = 238;
const counted = new WeakMap();

/** @param {string} text */
export const countWords = text => text.match(WORD)?.length ?? 0;

/** @param {import('prosemirror-model').Node} doc */
export function wordsIn(doc) {
  let words = 0;
  doc.forEach((block, pos) => {
    let count = counted.get(block);
    if (count === undefined) {
      count = 0;
      eachText(block, pos, text => (count += countWords(text)));
      counted.set(block, count);
    }
    words += count;
  });
  return words;
}

/** Whole minutes, at least one for any word. @param {number} words */
export const minutesOf = words => (words === 0 ? 0 : Math.max(1, Math.round(words / WORDS_A_MINUTE)));
