import { NodeSelection, TextSelection } from 'prosemirror-state';

/** Moves the block in which the cursor is above or below its neighbour; it keeps its id. @param {1 | -1} step @returns {import('prosemirror-state').Command} */
export function moveBlock(step) {
  return (state, dispatch) => {
    const { selection, doc } = state;
    const isNode = selection instanceof NodeSelection && selection.$from.depth === 0;
    const index = selection.$from.index(0);
    const other = index + step;
    const block = doc.child(index);
    if (other < 0 || other >= doc.childCount || [block, doc.child(other)].some(n => n.type.name === 'footnotes')) {
      return true;
    }
    if (dispatch) {
      const start = isNode ? selection.from : selection.$from.before(1);
      const neighbour = doc.child(other);
      const to = step < 0 ? start - neighbour.nodeSize : start + neighbour.nodeSize;
      const tr = state.tr.delete(start, start + block.nodeSize).insert(to, block);
      const moved = to - start;
      tr.setSelection(isNode ? NodeSelection.create(tr.doc, to) : TextSelection.create(tr.doc, selection.anchor + moved, selection.head + moved));
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}
