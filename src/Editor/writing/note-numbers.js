import { PluginKey } from 'prosemirror-state';
import { Decoration } from 'prosemirror-view';
import { blockDecorations } from './block-decorations.js';
import { notesOf } from './note-refs.js';

const key = new PluginKey('numbers');

/** Signs show their note's number. @param {any} t */
export const numberNotes = t => blockDecorations(key, (block, pos, order) => {
  const found = [];
  const numbers = order === '' ? [] : order.split(' ');
  if (block.type.name !== 'footnotes') {
    block.descendants((node, inner) => {
      if (node.type.name === 'note_ref') {
        const number = numbers.indexOf(node.attrs.note) + 1 || '?';
        const from = pos + 1 + inner;
        found.push(Decoration.node(from, from + 1, { 'data-number': String(number), role: 'img', 'aria-label': t('notes.sign', { number: String(number) }) }));
      }
    });
  }
  return found;
}, (tr, before, state) => {
  if (tr && !tr.docChanged) {
    return before;
  }
  const order = [];
  notesOf(state.doc)?.node.forEach(note => order.push(note.attrs.note));
  return order.join(' ');
});
