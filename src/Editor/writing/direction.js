/** Turns the direction of the chosen blocks; a second press gives them the article's own again. @param {string} language of the article @returns {import('prosemirror-state').Command} */
export const turnDirection = language => (state, dispatch) => {
  const other = isRightToLeft(language) ? 'ltr' : 'rtl';
  const { $from, $to } = state.selection;
  const tr = state.tr;
  const isTurned = state.doc.child($from.index(0)).attrs.dir === other;
  state.doc.forEach((block, pos, index) => {
    if (index >= $from.index(0) && index <= $to.index(0) && 'dir' in block.attrs) {
      tr.setNodeAttribute(pos, 'dir', isTurned ? null : other);
    }
  });
  dispatch?.(tr);
  return true;
};

/** @param {string} language BCP 47 */
export function isRightToLeft(language) {
  return /^(ar|arc|ckb|dv|fa|he|ku-arab|ps|sd|syr|ug|ur|yi)(-|$)/i.test(language ?? '');
}
