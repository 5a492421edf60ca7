import { Fragment } from 'prosemirror-model';
import { KINDS } from './marks.js';

/**
 * Text with marks as the editor's inline nodes. A newline becomes a line break; both are one character long, so that the
 * offsets of marks hold.
 * @param {import('prosemirror-model').Schema} schema
 * @param {string} text
 * @param {{from: number, to: number, kind: string, value?: string}[] | undefined} marks
 */
export function inlineIn(schema, text, marks) {
  const all = (marks ?? []).map(m => ({ ...m, from: clamp(m.from, text.length), to: clamp(m.to, text.length) }));
  const notes = all.filter(m => m.kind === 'note');
  const ranges = all.filter(m => m.kind !== 'note' && m.from < m.to);
  const edges = new Set([0, text.length]);
  all.forEach(m => edges.add(m.from).add(m.to));
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
    edges.add(i).add(i + 1);
  }
  const places = [...edges].sort((a, b) => a - b);
  const nodes = [];
  places.forEach((from, i) => {
    notes.filter(n => n.to === from).forEach(n => nodes.push(noteIn(schema, n)));
    const to = places[i + 1];
    if (to !== undefined) {
      const on = ranges.filter(m => m.from <= from && m.to >= to).reduce((set, m) => markIn(schema, m).addToSet(set), []);
      const piece = text.slice(from, to);
      nodes.push(piece === '\n' ? schema.nodes.hard_break.create(null, null, on) : schema.text(piece, on));
    }
  });
  return Fragment.from(nodes);
}

function markIn(schema, { from, to, ...mark }) {
  const { kind, value, ...extra } = mark;
  const type = schema.marks[kind];
  return type && kind !== 'other' && Object.keys(extra).length === 0
    ? type.create(value === undefined ? null : { value })
    : schema.marks.other.create({ mark });
}

function noteIn(schema, { from, to, kind, value, ...extra }) {
  return schema.nodes.note_ref.create({ note: value ?? null, back: to - from, extra: Object.keys(extra).length ? extra : null });
}

/**
 * The text and marks of a textblock, in the server's form: like marks joined, sorted by place, longest first.
 * @param {import('prosemirror-model').Node} node
 */
export function inlineOut(node) {
  let text = '';
  const marks = [];
  const open = new Map();
  node.forEach(child => {
    if (child.type.name === 'note_ref') {
      const { note, back, extra } = child.attrs;
      marks.push({ from: Math.max(0, text.length - back), to: text.length, kind: 'note', ...(note === null ? {} : { value: note }), ...extra });
      return;
    }
    const from = text.length;
    text += child.isText ? child.text : '\n';
    for (const mark of child.marks) {
      const like = mark.type.name === 'other' ? mark.attrs.mark : { kind: mark.type.name, ...mark.attrs };
      const key = JSON.stringify(like);
      const last = open.get(key);
      if (last?.to === from) {
        last.to = text.length;
      } else {
        const { kind, ...rest } = like;
        const made = { from, to: text.length, kind, ...rest };
        open.set(key, made);
        marks.push(made);
      }
    }
  });
  marks.sort(byPlace);
  return marks.length ? { text, marks } : { text };
}

function byPlace(a, b) {
  return a.from - b.from || b.to - a.to || rank(a.kind) - rank(b.kind) || (a.kind === 'note' ? 0 : compare(a.value ?? '', b.value ?? ''));
}

const rank = kind => (KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length);
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const clamp = (n, most) => Math.max(0, Math.min(n, most));
