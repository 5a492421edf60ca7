import { Plugin } from 'prosemirror-state';
import { freshId } from '../body/ids.js';
import { inlineIn } from '../body/inline.js';
import { schema } from '../body/schema.js';
import { notesOf, refsOf } from './note-refs.js';

const { nodes } = schema;

/**
 * Notes follow their signs: one block of them, last in the body, in the order in which the text points to them. A note goes
 * with its last sign; one that nothing pointed to from the start stays.
 */
export function keepNotes(makeId = freshId) {
  return new Plugin({
    appendTransaction(transactions, before, state) {
      if (!transactions.some(t => t.docChanged)) {
        return null;
      }
      const refs = refsOf(state.doc);
      const refsBefore = refsOf(before.doc);
      if (sameList(refs, refsBefore) && isInPlace(state.doc)) {
        return null;
      }
      const tr = state.tr;
      settleSigns(tr);
      const blocks = takeOut(tr);
      const kept = keptNotes(blocks, [...new Set(refsOf(tr.doc))], new Set(refsBefore), carriedIn(state.doc));
      if (kept.length > 0) {
        const attrs = blocks[0]?.attrs ?? { id: makeId() };
        tr.insert(tr.doc.content.size, same(blocks, kept) ?? nodes.footnotes.create(attrs, kept));
      }
      return isSame(tr.doc, state.doc) ? null : keepSelection(tr, state);
    },
  });

  function settleSigns(tr) {
    tr.doc.descendants((node, pos) => {
      if (node.type.name === 'note_ref' && (!node.attrs.note || node.attrs.carried)) {
        tr.setNodeMarkup(pos, null, { ...node.attrs, note: node.attrs.note ?? makeId(), carried: null }, node.marks);
      }
    });
  }
}

function isInPlace(doc) {
  let count = 0;
  doc.forEach(block => (count += block.type.name === 'footnotes' ? 1 : 0));
  return count === 0 || (count === 1 && doc.lastChild.type.name === 'footnotes');
}

function takeOut(tr) {
  const blocks = [];
  const places = [];
  tr.doc.forEach((block, pos) => {
    if (block.type.name === 'footnotes') {
      blocks.push(block);
      places.push([pos, pos + block.nodeSize]);
    }
  });
  if (blocks.length === tr.doc.childCount) {
    tr.insert(0, nodes.paragraph.create());
    return takeOut(tr);
  }
  places.reverse().forEach(([from, to]) => tr.delete(from, to));
  return blocks;
}

function keptNotes(blocks, wanted, pointedBefore, carried) {
  const notes = new Map();
  blocks.forEach(block => block.forEach(note => notes.has(note.attrs.note) || notes.set(note.attrs.note, note)));
  const pointed = wanted.map(id => notes.get(id) ?? nodes.footnote.create({ note: id }, inlineIn(schema, carried.get(id)?.text ?? '', carried.get(id)?.marks)));
  const others = [...notes.values()].filter(note => !wanted.includes(note.attrs.note) && !pointedBefore.has(note.attrs.note));
  return [...pointed, ...others];
}

// A sign that was copied from elsewhere brings its note along.
function carriedIn(doc) {
  const carried = new Map();
  doc.descendants(node => {
    if (node.type.name === 'note_ref' && node.attrs.carried) {
      carried.set(node.attrs.note, node.attrs.carried);
    }
  });
  return carried;
}

function same(blocks, kept) {
  return blocks.length === 1 && blocks[0].childCount === kept.length && kept.every((note, i) => blocks[0].child(i) === note) ? blocks[0] : null;
}

const sameList = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);
const isSame = (a, b) => a === b || a.eq(b);

// The notes are put in anew; a cursor in one of them stays where it was.
function keepSelection(tr, state) {
  const notes = notesOf(state.doc);
  const { $from } = state.selection;
  if (notes && $from.pos > notes.pos && $from.depth >= 2) {
    const id = $from.node(2).attrs.note;
    const now = notesOf(tr.doc);
    now?.node.forEach((note, offset) => {
      if (note.attrs.note === id) {
        tr.setSelection(state.selection.constructor.near(tr.doc.resolve(now.pos + 2 + offset + Math.min($from.parentOffset, note.content.size))));
      }
    });
  }
  return tr;
}
