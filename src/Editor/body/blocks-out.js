import { FIELDS } from './fields.js';
import { kindOf } from './kind.js';
import { inlineOut } from './inline.js';

// Nodes never change, so what was made of one holds as long as it lives: a save costs the blocks that were touched.
const made = new WeakMap();

/**
 * An article's blocks as the server takes them. Texts that the writer left empty are not there.
 * @param {import('prosemirror-model').Node} doc
 * @returns {object[]}
 */
export function blocksOut(doc) {
  const blocks = [];
  doc.forEach(node => {
    if (!isBlank(node)) {
      blocks.push(blockOut(node));
    }
  });
  return blocks;
}

/** @param {import('prosemirror-model').Node} node */
export function blockOut(node) {
  let block = made.get(node);
  if (!block) {
    block = make(node);
    made.set(node, block);
  }
  return block;
}

function make(node) {
  if (node.type.name === 'unknown') {
    return { ...node.attrs.block, ...(node.attrs.id ? { id: node.attrs.id } : {}) };
  }
  const kind = kindOf(node);
  return { kind, ...fieldsOut(node), ...(contentOut[kind]?.(node) ?? {}) };
}

/** True for a text in which nobody has written anything. @param {import('prosemirror-model').Node} node */
export function isBlank(node) {
  return node.isTextblock && node.content.size === 0 && 'kept' in node.attrs && !node.attrs.kept && node.type.name !== 'figure';
}

/** @type {Record<string, (node: import('prosemirror-model').Node) => object>} */
const contentOut = {
  paragraph: inlineOut,
  heading: inlineOut,
  quote: inlineOut,
  pullquote: inlineOut,
  list: node => ({ items: childrenOf(node, item => ({ ...inlineOut(item), level: item.attrs.level, ...(item.attrs.ordered === null ? {} : { ordered: item.attrs.ordered }), ...item.attrs.extra })) }),
  figure: captionOut,
  gallery: node => ({ figures: childrenOf(node, figureOut) }),
  table: node => ({ rows: childrenOf(node, row => childrenOf(row, cellOut)) }),
  code: node => ({ text: node.textContent }),
  footnotes: node => ({ notes: childrenOf(node, note => ({ id: note.attrs.note, ...inlineOut(note), ...note.attrs.extra })) }),
};

function captionOut(node) {
  if (node.content.size === 0) {
    return node.attrs.kept ? { caption: '' } : {};
  }
  const { text, marks } = inlineOut(node);
  return { caption: text, ...(marks ? { caption_marks: marks } : {}) };
}

// Within a gallery there are figures only, and the server writes no kind.
function figureOut(node) {
  return { ...fieldsOut(node), ...captionOut(node) };
}

function cellOut(cell) {
  const { colspan, rowspan, extra } = cell.attrs;
  return { ...inlineOut(cell), ...extra, ...(colspan > 1 ? { column_span: colspan } : {}), ...(rowspan > 1 ? { row_span: rowspan } : {}) };
}

function fieldsOut(node) {
  const block = {};
  for (const name of ['id', 'dir', ...(FIELDS[kindOf(node)] ?? [])]) {
    if (node.attrs[name] !== null && node.attrs[name] !== undefined) {
      block[name] = node.attrs[name];
    }
  }
  return { ...block, ...node.attrs.extra };
}

function childrenOf(node, make) {
  const made = [];
  node.forEach(child => made.push(make(child)));
  return made;
}
