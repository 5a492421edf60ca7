/**
 * What of a text is new, what is gone, by words. Long texts are compared as a whole.
 * @param {string} before @param {string} after
 * @returns {{text: string, is: 'same' | 'gone' | 'new'}[]}
 */
export function diffWords(before, after) {
  const [a, b] = [before, after].map(text => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []);
  if (a.length * b.length > 4_000_000) {
    return join([...(before ? [{ text: before, is: 'gone' }] : []), ...(after ? [{ text: after, is: 'new' }] : [])]);
  }
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1] + 1 : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const parts = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ text: a[i++], is: 'same' });
      j++;
    } else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      parts.push({ text: a[i++], is: 'gone' });
    } else {
      parts.push({ text: b[j++], is: 'new' });
    }
  }
  return join(parts);
}

function join(parts) {
  const joined = [];
  for (const part of parts) {
    joined.at(-1)?.is === part.is ? (joined.at(-1).text += part.text) : joined.push({ ...part });
  }
  return joined;
}
