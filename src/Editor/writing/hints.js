import { Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';

/** In an empty article, and in the empty paragraph of the cursor, a word of what can be done. @param {any} t */
export function showHints(t) {
  return new Plugin({
    props: {
      decorations(state) {
        const { doc, selection } = state;
        const { $from, empty } = selection;
        const isEmptyArticle = doc.childCount === 1 && doc.firstChild.type.name === 'paragraph' && doc.firstChild.content.size === 0;
        if (isEmptyArticle) {
          return DecorationSet.create(doc, [Decoration.node(0, doc.firstChild.nodeSize, { class: 'is-empty', 'data-hint': t('body.hint') })]);
        }
        if (empty && $from.depth === 1 && $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0) {
          return DecorationSet.create(doc, [Decoration.node($from.before(1), $from.after(1), { class: 'is-empty', 'data-hint': t('body.next') })]);
        }
        return null;
      },
    },
  });
}
