import { PluginKey } from 'prosemirror-state';
import { Decoration } from 'prosemirror-view';
import { blockDecorations } from './block-decorations.js';

/** Which cells head a column or a row: shown, and told to a screen reader. */
export const markHeads = () => blockDecorations(new PluginKey('heads'), (block, pos) => {
  if (block.type.name !== 'table') {
    return [];
  }
  const found = [];
  const { header_rows, header_column } = block.attrs;
  block.forEach((row, rowAt, rowIndex) => row.forEach((cell, cellAt, column) => {
    const role = rowIndex < header_rows ? 'columnheader' : header_column && column === 0 ? 'rowheader' : null;
    if (role) {
      const from = pos + 1 + rowAt + 1 + cellAt;
      found.push(Decoration.node(from, from + cell.nodeSize, { role, class: role === 'columnheader' ? 'ed-heading' : 'ed-row-heading' }));
    }
  }));
  return found;
});
