import { NodeSelection, Plugin } from 'prosemirror-state';

const isThing = selection => selection instanceof NodeSelection && selection.node.isBlock;

/**
 * A picture, embed or table that was chosen with the arrow keys stays chosen. When the key comes up, Chromium sometimes
 * moves its own selection from there to the start of the text, which nobody asked for: it is put back.
 */
export function holdThings() {
  let isHeld = false;
  const letGo = () => void (isHeld = false);
  return new Plugin({
    props: {
      handleDOMEvents: { keyup: view => void (isHeld = isThing(view.state.selection)), keydown: letGo, mousedown: letGo, touchstart: letGo },
    },
    view(view) {
      const putBack = event => {
        const { selection } = view.state;
        const own = document.getSelection();
        if (!isHeld || !isThing(selection) || !view.hasFocus() || !own) {
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
