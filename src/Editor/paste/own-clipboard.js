import { DOMSerializer, Fragment, Slice } from 'prosemirror-model';
import { freshId } from '../body/ids.js';
import { inlineOut } from '../body/inline.js';
import { schema } from '../body/schema.js';
import { notesOf } from '../writing/note-refs.js';

/**
 * What is cut or copied here carries all its fields and the id of its article, so that it can be put back without loss.
 * @param {string} article
 */
export function ownClipboard(article) {
  const whole = DOMSerializer.nodesFromSchema(schema);
  const nodes = Object.fromEntries(Object.entries(whole).map(([name, toDOM]) => [name, name === 'text' || name === 'hard_break' ? toDOM : node => withFields(toDOM(node), node, article)]));
  return new DOMSerializer(nodes, DOMSerializer.marksFromSchema(schema));
}

function withFields([tag, attrs, ...rest], node, article) {
  const hasAttrs = attrs && typeof attrs === 'object' && !Array.isArray(attrs);
  const own = { 'data-b': node.type.name, 'data-a': JSON.stringify(node.attrs), 'data-article': article };
  return hasAttrs ? [tag, { ...attrs, ...own }, ...rest] : attrs === undefined ? [tag, own] : [tag, own, attrs, ...rest];
}

/** Signs take their notes along. @param {Slice} slice @param {import('prosemirror-view').EditorView} view */
export function takeNotesAlong(slice, view) {
  const notes = new Map();
  notesOf(view.state.doc)?.node.forEach(note => notes.set(note.attrs.note, inlineOut(note)));
  return mapSlice(slice, node => (node.type.name === 'note_ref' && notes.has(node.attrs.note) ? node.type.create({ ...node.attrs, carried: notes.get(node.attrs.note) }, null, node.marks) : node));
}

/** What comes from another article gets ids of its own, and so do its notes. @param {Slice} slice */
export function asForeign(slice) {
  const notes = new Map();
  const own = note => notes.get(note) ?? notes.set(note, freshId()).get(note);
  return mapSlice(slice, node => {
    if (node.type.name === 'note_ref' || node.type.name === 'footnote') {
      return node.type.create({ ...node.attrs, note: own(node.attrs.note) }, node.content, node.marks);
    }
    return 'id' in node.attrs ? node.type.create({ ...node.attrs, id: null }, node.content, node.marks) : node;
  });
}

/** @param {Slice} slice @param {(node: any) => any} change */
export function mapSlice(slice, change) {
  const map = fragment => {
    const made = [];
    fragment.forEach(node => made.push(change(node.isText ? node : node.copy(map(node.content)))));
    return Fragment.from(made);
  };
  return new Slice(map(slice.content), slice.openStart, slice.openEnd);
}

/** Plain text: an empty line parts paragraphs; where there is none, every line is one. @param {string} text */
export function plainSlice(text, $context) {
  const clean = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  const parts = /\n[ \t]*\n/.test(clean) ? clean.split(/\n(?:[ \t]*\n)+/) : clean.split('\n');
  const marks = $context.marks();
  const paragraphs = parts.map(part => schema.nodes.paragraph.create(null, part.split('\n').flatMap((line, i) => [...(i ? [schema.nodes.hard_break.create()] : []), ...(line ? [schema.text(line, marks)] : [])])));
  return new Slice(Fragment.from(paragraphs), 1, 1);
}
