import { NodeSelection, Plugin } from 'prosemirror-state';

const isThing = selection => selection instanceof NodeSelection && selection.node.isBlock;

/**
 * A picture, embed or table that was chosen with the arrow keys stays chosen. When the key comes up, Chromium sometimes
 * moves its own selection from there to the start of the text, which nobody asked for: it is put back.
 */
export function holdThings() {
  let until = 0;
  return new Plugin({
    props: {
      handleDOMEvents: { keyup: view => void (until = isThing(view.state.selection) ? performance.now() + 150 : 0) },
    },
    view(view) {
      const putBack = event => {
        const { selection } = view.state;
        const own = document.getSelection();
        if (performance.now() > until || !isThing(selection) || !view.hasFocus() || !own) {
          return;
        }
        const { node, offset } = view.domAtPos(selection.from, 0);
        if (own.anchorNode !== node || own.anchorOffset !== offset) {
          event.stopImmediatePropagation();
          own.setBaseAndExtent(node, offset, node, offset + 1);
        }
      };
      // Before the view's own listener, which would take the place for the writer's.
      window.addEventListener('selectionchange', putBack, true);
      return { destroy: () => window.removeEventListener('selectionchange', putBack, true) };
    },
  });
}
