import { Fragment } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import { schema } from '../body/schema.js';

const { nodes } = schema;
const TEXTS = ['paragraph', 'heading', 'quote', 'pullquote', 'code_block'];

/**
 * Turns the chosen texts into another kind; if they all are of that kind already, back into paragraphs. A block keeps its id.
 * @param {string} name type of node
 * @param {Record<string, unknown>} [attrs] as the level of a heading
 * @param {boolean} [toggles]
 * @returns {import('prosemirror-state').Command}
 */
export function turnInto(name, attrs = {}, toggles = true) {
  return (state, dispatch) => {
    const range = chosen(state);
    if (!range || !range.blocks.every(b => TEXTS.includes(b.type.name) || b.type.name === 'list')) {
      return false;
    }
    if (dispatch) {
      const same = range.blocks.every(b => b.type.name === name && Object.entries(attrs).every(([k, v]) => b.attrs[k] === v));
      const made = same && toggles ? asTexts(range.blocks, 'paragraph', {}) : name === 'list' ? asList(range.blocks, attrs) : asTexts(range.blocks, name, attrs);
      dispatch(put(state, range, made).scrollIntoView());
    }
    return true;
  };
}

/** The blocks of the document's first level that the selection touches. @param {import('prosemirror-state').EditorState} state */
export function chosen({ selection: { $from, $to }, doc }) {
  if ($from.depth === 0 || $to.depth === 0) {
    return null;
  }
  const [first, last] = [$from.index(0), $to.index(0)];
  const blocks = [];
  for (let i = first; i <= last; i++) {
    blocks.push(doc.child(i));
  }
  return { blocks, from: $from.before(1), to: $to.after(1), first, last };
}

function asTexts(blocks, name, attrs) {
  return blocks.flatMap(block => (block.type.name === 'list' ? itemsOf(block) : [block]).map((text, i) => textOf(text, block, name, attrs, i === 0)));
}

function textOf(text, block, name, attrs, isFirst) {
  const type = nodes[name];
  const { id, dir, extra } = block.attrs;
  const content = type.spec.code ? plain(text) : text.type.spec.code ? lines(text) : text.content;
  return type.create({ ...attrs, id: isFirst ? id : null, dir, extra: isFirst ? extra : null }, content);
}

/** One list of all the texts; neighbours that are lists give their items. */
function asList(blocks, attrs) {
  const items = blocks.flatMap(b => (b.type.name === 'list' ? itemsOf(b) : [nodes.list_item.create(null, b.type.spec.code ? lines(b) : b.content)]));
  const { id, dir, extra } = blocks[0].attrs;
  return [nodes.list.create({ ordered: false, ...attrs, id, dir, extra }, items.map(i => i.type.create({ ...i.attrs, ordered: null }, i.content)))];
}

function itemsOf(list) {
  const items = [];
  list.forEach(item => items.push(item));
  return items;
}

const plain = node => {
  const text = node.textBetween(0, node.content.size, '\n', leaf => (leaf.type.name === 'hard_break' ? '\n' : ''));
  return text ? schema.text(text) : null;
};

const lines = node =>
  Fragment.from(node.textContent.split('\n').flatMap((line, i) => [...(i ? [nodes.hard_break.create()] : []), ...(line ? [schema.text(line)] : [])]));

/** Puts the made blocks in place of the range; the selection stays in the text in which it was. */
function put(state, range, made) {
  const { $anchor, $head } = state.selection;
  const places = [$anchor, $head].map($pos => ({ nth: textsBefore(state.doc, range.from, $pos), offset: $pos.parentOffset }));
  const tr = state.tr.replaceWith(range.from, range.to, made);
  const [anchor, head] = places.map(p => placeIn(tr.doc, range.from, p));
  return tr.setSelection(TextSelection.create(tr.doc, anchor, head));
}

function textsBefore(doc, from, $pos) {
  let count = 0;
  doc.nodesBetween(from, Math.max(from, $pos.pos), (node, pos) => {
    if (node.isTextblock && pos + node.nodeSize <= $pos.pos) {
      count++;
    }
    return !node.isTextblock;
  });
  return count;
}

function placeIn(doc, from, { nth, offset }) {
  let place = from + 1;
  let seen = 0;
  doc.nodesBetween(from, doc.content.size, (node, pos) => {
    if (node.isTextblock && seen++ === nth) {
      place = pos + 1 + Math.min(offset, node.content.size);
    }
    return !node.isTextblock;
  });
  return place;
}
