import { CONTENT, FIELDS, STANDARD } from './fields.js';
import { inlineIn } from './inline.js';
import { schema } from './schema.js';

const { nodes } = schema;

/**
 * The editor's document of an article's blocks.
 * @param {object[]} blocks
 * @param {() => string} makeId for the empty paragraph of an empty article
 */
export function blocksIn(blocks, makeId) {
  const made = blocks.map(blockIn);
  return nodes.doc.create(null, made.length ? made : [nodes.paragraph.create({ id: makeId() })]);
}

/** @param {any} block @returns {import('prosemirror-model').Node} */
export function blockIn(block) {
  const make = known[block.kind];
  return (make && make(block)) ?? nodes.unknown.create({ id: block.id ?? null, block });
}

/** @type {Record<string, (block: any) => import('prosemirror-model').Node | null>} */
const known = {
  paragraph: textIn,
  heading: textIn,
  quote: textIn,
  pullquote: textIn,
  list: block => (block.items?.length ? nodes.list.create(attrsIn(block), block.items.map(itemIn)) : null),
  figure: figureIn,
  gallery: block => nodes.gallery.create(attrsIn(block), (block.figures ?? []).map(f => figureIn({ kind: 'figure', ...f }))),
  table: block => (block.rows?.length ? nodes.table.create(attrsIn(block), block.rows.map(row => nodes.table_row.create(null, row.map(cellIn)))) : null),
  code: block => nodes.code_block.create({ ...attrsIn(block), kept: !block.text }, block.text ? schema.text(block.text) : null),
  separator: block => nodes.separator.create(attrsIn(block)),
  embed: block => nodes.embed.create(attrsIn(block)),
  audio: block => nodes.audio.create(attrsIn(block)),
  video: block => nodes.video.create(attrsIn(block)),
  file: block => nodes.file.create(attrsIn(block)),
  footnotes: block => nodes.footnotes.create(attrsIn(block), (block.notes ?? []).map(noteIn)),
};

function textIn(block) {
  const text = block.text ?? '';
  const content = inlineIn(schema, text, block.marks);
  return nodes[block.kind].create({ ...attrsIn(block), kept: content.size === 0 }, content);
}

function figureIn(block) {
  const content = inlineIn(schema, block.caption ?? '', block.caption_marks);
  return nodes.figure.create({ ...attrsIn(block), kept: block.caption === '' }, content);
}

function itemIn({ text, marks, level = 0, ordered = null, ...extra }) {
  return nodes.list_item.create({ level, ordered, extra: some(extra) }, inlineIn(schema, text ?? '', marks));
}

function cellIn({ text, marks, column_span, row_span, ...extra }) {
  // A span that no table can have is carried along and not drawn.
  const colspan = spanIn(column_span, 'column_span', extra);
  const rowspan = spanIn(row_span, 'row_span', extra);
  return nodes.table_cell.create({ colspan, rowspan, extra: some(extra) }, inlineIn(schema, text ?? '', marks));
}

function spanIn(span, name, extra) {
  if (span === undefined || span === null) {
    return 1;
  }
  if (span > 1 && span <= 100) {
    return span;
  }
  extra[name] = span;
  return 1;
}

function noteIn({ id, text, marks, ...extra }) {
  return nodes.footnote.create({ note: id, extra: some(extra) }, inlineIn(schema, text ?? '', marks));
}

/** Fields become attributes; what has no field is kept beside them. */
function attrsIn(block) {
  const attrs = { ...STANDARD[block.kind], id: block.id ?? null, dir: block.dir ?? null };
  const extra = {};
  for (const [name, value] of Object.entries(block)) {
    if (FIELDS[block.kind].includes(name)) {
      attrs[name] = value;
    } else if (!['kind', 'id', 'dir'].includes(name) && !CONTENT[block.kind]?.includes(name) && value !== null) {
      extra[name] = value;
    }
  }
  return { ...attrs, extra: some(extra) };
}

const some = object => (Object.keys(object).length ? object : null);
