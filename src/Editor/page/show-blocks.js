import { blocksIn } from '../body/blocks-in.js';
import { isBlank } from '../body/blocks-out.js';
import { freshId } from '../body/ids.js';

/**
 * Shows other blocks on the page by the smallest changes: what is the same is not touched, so that the cursor, what is
 * selected and undo stay with the text that they are in.
 * @param {import('prosemirror-view').EditorView} view @param {any[]} blocks
 */
export function showBlocks(view, blocks) {
  // A line that the writer has begun and not filled is no block yet; it stays where it is.
  const tr = bringIn(view.state.tr, blocks, node => view.editable && isBlank(node));
  if (tr.docChanged) {
    view.dispatch(tr.setMeta('addToHistory', false).setMeta('shown', true));
  }
}

/**
 * @param {import('prosemirror-state').Transaction} tr @param {any[]} blocks
 * @param {(node: import('prosemirror-model').Node) => boolean} stays true for a block of the page that is none of the blocks and stays
 */
export function bringIn(tr, blocks, stays) {
  const { doc } = tr;
  // The one line of an article in which nothing is written: there while it is needed, and nobody's begun line.
  if (doc.childCount === 1 && isBlank(doc.firstChild)) {
    return blocks.length ? tr.replaceWith(0, doc.content.size, blocksIn(blocks, freshId).children) : tr;
  }
  const wanted = blocks.length || !doc.children.some(stays) ? blocksIn(blocks, freshId).children : [];
  const changes = changesTo(doc, wanted, stays);
  changes.reverse().forEach(({ from, to, slice, nodes, attrs }) => {
    if (attrs) {
      Object.entries(attrs).forEach(([name, value]) => tr.setNodeAttribute(from, name, value));
    } else if (slice) {
      tr.replace(from, to, slice);
    } else if (nodes.length || to > from) {
      tr.replaceWith(from, to, nodes);
    }
  });
  return tr;
}

/** In the order of the document, by places of the document before. */
function changesTo(doc, wanted, stays) {
  const changes = [];
  let [pos, was, now] = [0, 0, 0];
  for (const pair of [...pairsOf(doc, wanted), { was: doc.childCount, now: wanted.length }]) {
    let change = { from: pos, to: pos, nodes: wanted.slice(now, pair.now) };
    changes.push(change);
    for (; was < pair.was; was++) {
      const node = doc.child(was);
      pos += node.nodeSize;
      if (stays(node)) {
        changes.push((change = { from: pos, to: pos, nodes: [] }));
      } else {
        change.to = pos;
      }
    }
    if (was < doc.childCount) {
      changes.push(...changesOf(doc.child(was), wanted[pair.now], pos));
      pos += doc.child(was++).nodeSize;
      now = pair.now + 1;
    }
  }
  return changes;
}

/** The same block before and after, or two that stand in each other's place. */
function changesOf(was, now, pos) {
  if (was === now || was.eq(now)) {
    return [];
  }
  if (was.type !== now.type || was.isLeaf || !(was.isTextblock || was.childCount === now.childCount)) {
    return [{ from: pos, to: pos + was.nodeSize, nodes: [now] }];
  }
  const attrs = Object.fromEntries(Object.entries(now.attrs).filter(([name, value]) => value !== was.attrs[name]));
  const changes = Object.keys(attrs).length ? [{ from: pos, to: pos, attrs }] : [];
  if (was.isTextblock) {
    const from = was.content.findDiffStart(now.content);
    if (from !== null) {
      const end = was.content.findDiffEnd(now.content);
      // What is the same on both sides may overlap, as in "a" and "aa".
      const overlap = Math.max(0, from - Math.min(end.a, end.b));
      changes.push({ from: pos + 1 + from, to: pos + 1 + end.a + overlap, slice: now.slice(from, end.b + overlap) });
    }
    return changes;
  }
  was.forEach((child, offset, i) => changes.push(...changesOf(child, now.child(i), pos + 1 + offset)));
  return changes;
}

/** The blocks that stay in their order: as many as can, by their ids. The others are taken out and put in. */
function pairsOf(doc, wanted) {
  const places = new Map();
  doc.forEach((node, _, i) => node.attrs.id && places.set(node.attrs.id, i));
  const was = wanted.map(node => places.get(node.attrs.id) ?? -1);
  const ends = [];
  const before = [];
  was.forEach((place, now) => {
    if (place < 0) {
      return;
    }
    const length = ends.findLastIndex(end => was[end] < place) + 1;
    before[now] = ends[length - 1];
    ends[length] = now;
  });
  const pairs = [];
  for (let now = ends.at(-1); now !== undefined; now = before[now]) {
    pairs.unshift({ was: was[now], now });
  }
  return pairs;
}
