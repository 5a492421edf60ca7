import { Plugin } from 'prosemirror-state';
import { schema } from '../body/schema.js';
import { freshId } from '../body/ids.js';

const ENDS = ['paragraph', 'heading', 'quote', 'pullquote', 'list'];

/** There is always a place to write on: a paragraph after a last picture, table or the like. It is not saved while empty. */
export function keepRoom() {
  return new Plugin({
    appendTransaction: (transactions, _, state) => {
      const at = transactions.some(t => t.docChanged) ? placeWanted(state.doc) : -1;
      return at < 0 ? null : state.tr.insert(at, schema.nodes.paragraph.create());
    },
  });
}

/** @param {import('prosemirror-model').Node} doc */
export function withRoom(doc) {
  const at = placeWanted(doc);
  return at < 0 ? doc : doc.replace(at, at, doc.type.schema.nodes.doc.create(null, schema.nodes.paragraph.create({ id: freshId() })).slice(0));
}

function placeWanted(doc) {
  const hasNotes = doc.lastChild.type.name === 'footnotes';
  const last = hasNotes ? doc.maybeChild(doc.childCount - 2) : doc.lastChild;
  return last && ENDS.includes(last.type.name) ? -1 : doc.content.size - (hasNotes ? doc.lastChild.nodeSize : 0);
}
