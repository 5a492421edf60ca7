import { Plugin } from 'prosemirror-state';
import { Mapping } from 'prosemirror-transform';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Eight characters that no other block of the article bears. */
export function freshId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => ALPHABET[byte & 31]).join('');
}

/**
 * Every block that bears an id, in the order of the document.
 * @param {import('prosemirror-model').Node} doc
 * @param {(node: import('prosemirror-model').Node, pos: number) => void} visit
 */
export function eachBlock(doc, visit) {
  doc.forEach((node, offset) => {
    visit(node, offset);
    if (node.type.name === 'gallery') {
      node.forEach((figure, inner) => visit(figure, offset + 1 + inner));
    }
  });
}

/**
 * Where a block stands, or -1.
 * @param {import('prosemirror-model').Node} doc
 * @param {string} id
 */
export function placeOf(doc, id) {
  let found = -1;
  eachBlock(doc, (node, pos) => {
    if (found < 0 && node.attrs.id === id) {
      found = pos;
    }
  });
  return found;
}

/**
 * Ids stay with the text that they name. Of two blocks with one id the one that stood there before keeps it; after a split
 * that is the first part, unless nothing is left in it. The other gets a fresh one, as does a block that has none.
 */
export function keepIds(makeId = freshId) {
  return new Plugin({
    appendTransaction(transactions, before, state) {
      if (!transactions.some(t => t.docChanged)) {
        return null;
      }
      const wanting = nodesToName(before.doc, state.doc, transactions);
      if (wanting.length === 0) {
        return null;
      }
      const tr = state.tr;
      for (const pos of wanting) {
        tr.setNodeAttribute(pos, 'id', makeId());
      }
      return tr;
    },
  });
}

function nodesToName(before, doc, transactions) {
  const places = new Map();
  const wanting = [];
  let twice = false;
  eachBlock(doc, (node, pos) => {
    const id = node.attrs.id;
    if (!id) {
      wanting.push(pos);
    } else if (places.has(id)) {
      places.get(id).push(pos);
      twice = true;
    } else {
      places.set(id, [pos]);
    }
  });
  if (twice) {
    const stood = placesBefore(before, transactions);
    for (const [id, all] of places) {
      if (all.length > 1) {
        const keeper = keeperOf(doc, all, stood.get(id));
        wanting.push(...all.filter(pos => pos !== keeper));
      }
    }
  }
  return wanting;
}

function placesBefore(before, transactions) {
  const mapping = new Mapping();
  transactions.forEach(t => mapping.appendMapping(t.mapping));
  const stood = new Map();
  eachBlock(before, (node, pos) => {
    const now = mapping.mapResult(pos, 1);
    if (!now.deletedAfter) {
      stood.set(node.attrs.id, now.pos);
    }
  });
  return stood;
}

function keeperOf(doc, all, stood) {
  const keeper = all.includes(stood) ? stood : all[0];
  const isEmpty = pos => doc.nodeAt(pos).isTextblock && doc.nodeAt(pos).content.size === 0;
  return isEmpty(keeper) ? all.find(pos => !isEmpty(pos)) ?? keeper : keeper;
}
