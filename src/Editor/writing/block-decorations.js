import { Plugin } from 'prosemirror-state';
import { DecorationSet } from 'prosemirror-view';

/**
 * Decorations that each block of the first level makes of itself alone. After a change only the blocks that differ are
 * looked at again, so that a key in a long article costs one paragraph.
 * @template C
 * @param {import('prosemirror-state').PluginKey} key
 * @param {(block: import('prosemirror-model').Node, pos: number, context: C) => import('prosemirror-view').Decoration[]} scan
 * @param {(tr: any, before: C | undefined, state: any) => C} [contextOf] when this changes, every block is looked at again
 */
export function blockDecorations(key, scan, contextOf = () => undefined) {
  const all = (doc, context) => {
    const found = [];
    doc.forEach((block, pos) => found.push(...scan(block, pos, context)));
    return DecorationSet.create(doc, found);
  };
  return new Plugin({
    key,
    state: {
      init(_, state) {
        const context = contextOf(null, undefined, state);
        return { context, set: all(state.doc, context) };
      },
      apply(tr, before, old, state) {
        const context = contextOf(tr, before.context, state);
        if (context !== before.context) {
          return { context, set: all(tr.doc, context) };
        }
        return tr.docChanged ? { context, set: again(before.set.map(tr.mapping, tr.doc), old.doc, tr.doc, context) } : before;
      },
    },
    props: { decorations: state => key.getState(state).set },
  });

  function again(set, old, doc, context) {
    const { first, last, pos } = changedBlocks(old, doc);
    let at = pos;
    let result = set;
    for (let i = first; i <= last; i++) {
      const block = doc.child(i);
      const end = at + block.nodeSize;
      const stale = result.find(at, end).filter(d => d.from >= at && d.to <= end);
      const fresh = scan(block, at, context);
      result = stale.length ? result.remove(stale) : result;
      result = fresh.length ? result.add(doc, fresh) : result;
      at = end;
    }
    return result;
  }
}

/** The first and last block that is not the same in both documents, and where the first begins. */
export function changedBlocks(old, doc) {
  const most = Math.min(old.childCount, doc.childCount);
  let first = 0;
  let pos = 0;
  while (first < most && old.child(first) === doc.child(first)) {
    pos += doc.child(first++).nodeSize;
  }
  let same = 0;
  while (same < most - first && old.child(old.childCount - 1 - same) === doc.child(doc.childCount - 1 - same)) {
    same++;
  }
  return { first, last: doc.childCount - 1 - same, pos };
}

/**
 * The text of each textblock in a block, with leaves as one character each, so that offsets are positions.
 * @param {import('prosemirror-model').Node} block
 * @param {number} pos
 * @param {(text: string, start: number, node: import('prosemirror-model').Node) => void} visit
 */
export function eachText(block, pos, visit) {
  if (block.isTextblock) {
    visit(textOf(block), pos + 1, block);
    return;
  }
  block.descendants((node, inner) => {
    if (node.isTextblock) {
      visit(textOf(node), pos + 1 + inner + 1, node);
    }
    return !node.isTextblock;
  });
}

const texts = new WeakMap();

/** @param {import('prosemirror-model').Node} node */
export function textOf(node) {
  let text = texts.get(node);
  if (text === undefined) {
    text = node.textBetween(0, node.content.size, '\n', leaf => (leaf.type.name === 'hard_break' ? '\n' : '\ufffc'));
    texts.set(node, text);
  }
  return text;
}
