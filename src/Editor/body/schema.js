import { Schema } from 'prosemirror-model';
import { FIELDS, STANDARD } from './fields.js';
import { markSpecs } from './marks.js';
import { ownRule } from './own-parse.js';

/** Attributes of a kind: its id and direction, its fields, what else came with it. @param {string} kind */
function attrsOf(kind) {
  const attrs = { id: { default: null }, dir: { default: null }, extra: { default: null } };
  for (const field of FIELDS[kind]) {
    attrs[field] = { default: STANDARD[kind]?.[field] ?? null };
  }
  return attrs;
}

// An empty text that came empty from the server stays; one that the writer left empty is not saved.
const kept = { kept: { default: false } };

const own = node => ({ 'data-id': node.attrs.id, dir: node.attrs.dir });

/** @param {string} kind @param {string} tag @param {object[]} parse */
const text = (kind, tag, parse, more = {}) => ({
  content: 'inline*',
  group: 'block',
  attrs: { ...attrsOf(kind), ...kept },
  defining: kind !== 'paragraph',
  parseDOM: parse,
  toDOM: node => [tag, own(node), 0],
  ...more,
});

/** @param {string} kind @param {import('prosemirror-model').NodeSpec} more */
const thing = (kind, more) => ({ group: 'block', attrs: attrsOf(kind), draggable: true, toDOM: node => ['div', own(node)], ...more });

const nodes = {
  doc: { content: 'block+' },
  paragraph: text('paragraph', 'p', [{ tag: 'p' }], { group: 'block' }),
  heading: text('heading', 'h2', [2, 3, 4].map(level => ({ tag: 'h' + level, attrs: { level } })).concat({ tag: 'h1', attrs: { level: 2 } }, { tag: 'h5', attrs: { level: 4 } }), {
    toDOM: node => ['h' + Math.min(4, Math.max(2, node.attrs.level)), own(node), 0],
  }),
  quote: text('quote', 'blockquote', [{ tag: 'blockquote p' }]),
  pullquote: text('pullquote', 'aside', [{ tag: 'aside' }]),
  list: {
    content: 'list_item+',
    group: 'block',
    attrs: attrsOf('list'),
    parseDOM: [{ tag: 'ul' }, { tag: 'ol', getAttrs: dom => ({ ordered: true, start: dom.start > 1 ? dom.start : null }) }],
    toDOM: node => [node.attrs.ordered ? 'ol' : 'ul', { ...own(node), start: node.attrs.start, style: node.attrs.start > 1 ? `--start: ${node.attrs.start - 1}` : null }, 0],
  },
  list_item: {
    content: 'inline*',
    defining: true,
    attrs: { level: { default: 0 }, ordered: { default: null }, extra: { default: null } },
    parseDOM: [{ tag: 'li' }],
    toDOM: node => ['li', { 'data-level': node.attrs.level, 'aria-level': node.attrs.level + 1, 'data-ordered': node.attrs.ordered }, 0],
  },
  figure: thing('figure', {
    content: 'inline*',
    attrs: { ...attrsOf('figure'), ...kept },
    isolating: true,
    parseDOM: [{ tag: 'img[src]', getAttrs: dom => (/^https?:/i.test(dom.getAttribute('src')) ? { source: dom.getAttribute('src'), alt: dom.getAttribute('alt') || null } : false) }],
    toDOM: node => ['figure', own(node), ['figcaption', 0]],
  }),
  gallery: thing('gallery', { content: 'figure*', isolating: true, toDOM: node => ['figure', own(node), 0] }),
  table: thing('table', {
    content: 'table_row+',
    tableRole: 'table',
    isolating: true,
   
    draggable: false,
    parseDOM: [{ tag: 'table', getAttrs: dom => ({ header_rows: dom.querySelector('thead') ? 1 : 0 }) }],
    toDOM: node => ['table', own(node), ['tbody', 0]],
  }),
  table_row: { content: 'table_cell*', tableRole: 'row', parseDOM: [{ tag: 'tr' }], toDOM: () => ['tr', 0] },
  table_cell: {
    content: 'inline*',
    tableRole: 'cell',
    isolating: true,
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null }, extra: { default: null } },
    parseDOM: ['td', 'th'].map(tag => ({ tag, getAttrs: dom => ({ colspan: span(dom.colSpan), rowspan: span(dom.rowSpan) }) })),
    toDOM: node => ['td', { colspan: node.attrs.colspan > 1 ? node.attrs.colspan : null, rowspan: node.attrs.rowspan > 1 ? node.attrs.rowspan : null }, 0],
  },
  // A mark has the name "code" already.
  code_block: text('code', 'pre', [{ tag: 'pre', preserveWhitespace: 'full' }], {
    content: 'text*',
    marks: '',
    code: true,
    toDOM: node => ['pre', { ...own(node), spellcheck: 'false' }, ['code', 0]],
  }),
  separator: thing('separator', { parseDOM: [{ tag: 'hr' }], toDOM: node => ['hr', { ...own(node), tabindex: '-1' }] }),
  embed: thing('embed', { atom: true }),
  audio: thing('audio', { atom: true }),
  video: thing('video', { atom: true }),
  file: thing('file', { atom: true }),
  footnotes: thing('footnotes', { content: 'footnote*', draggable: false, selectable: false, isolating: true, toDOM: node => ['ol', own(node), 0] }),
  footnote: {
    content: 'inline*',
    isolating: true,
    attrs: { note: { default: null }, extra: { default: null } },
    toDOM: node => ['li', { 'data-note': node.attrs.note }, 0],
  },
  // A block of a kind that this page does not know: shown by name, kept as it came.
  unknown: { group: 'block', atom: true, attrs: { id: { default: null }, block: { default: null } }, toDOM: node => ['div', { 'data-id': node.attrs.id }] },
  text: { group: 'inline' },
  hard_break: { inline: true, group: 'inline', selectable: false, linebreakReplacement: true, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
  note_ref: {
    inline: true,
    group: 'inline',
    atom: true,
    selectable: true,
    draggable: false,
    attrs: { note: { default: null }, back: { default: 0 }, extra: { default: null }, carried: { default: null } },
    toDOM: node => ['sup', { class: 'ed-ref', 'data-note': node.attrs.note }],
  },
};

const span = n => Math.min(100, Math.max(1, n || 1));

for (const [name, spec] of Object.entries(nodes)) {
  if (!['doc', 'text', 'hard_break'].includes(name)) {
    spec.parseDOM = [ownRule(name, spec), ...(spec.parseDOM ?? [])];
  }
}

export const schema = new Schema({ nodes, marks: markSpecs });
