/**
 * The selected words and their place in their block's text; null where nothing is selected, or more than one block.
 * @param {import('prosemirror-state').EditorState} state
 * @returns {{block: string, start: number, words: string} | null}
 */
export function pickOf(state) {
  const { $from, $to, empty } = state.selection;
  if (empty || !$from.depth || !$to.depth || $from.before(1) !== $to.before(1)) {
    return null;
  }
  const block = $from.node(1);
  const words = state.doc.textBetween($from.pos, $to.pos, '\n');
  const start = state.doc.textBetween($from.start(1), $from.pos, '\n').length + (words.length - words.trimStart().length);
  return words.trim() && block.attrs.id ? { block: block.attrs.id, start, words: words.trim() } : null;
}
