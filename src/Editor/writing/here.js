import { NodeSelection, Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';

const SHOWS = new Set(['quote', 'pullquote', 'code_block', 'gallery', 'figure', 'table', 'embed', 'audio', 'video', 'file']);

/** The block in which the writer is shows its fields and acts. */
export function markHere() {
  return new Plugin({
    props: {
      decorations(state) {
        const { $from } = state.selection;
        const found = [];
        for (let depth = 1; depth <= $from.depth; depth++) {
          if (SHOWS.has($from.node(depth).type.name)) {
            found.push(Decoration.node($from.before(depth), $from.after(depth), { class: 'ed-here' }));
          }
        }
        if (state.selection instanceof NodeSelection && SHOWS.has(state.selection.node.type.name)) {
          found.push(Decoration.node(state.selection.from, state.selection.to, { class: 'ed-here' }));
        }
        return found.length ? DecorationSet.create(state.doc, found) : null;
      },
    },
  });
}
