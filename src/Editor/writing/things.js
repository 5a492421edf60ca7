import { NodeSelection, Plugin, Selection, TextSelection } from 'prosemirror-state';
import { schema } from '../body/schema.js';

/** True for a picture, embed, table or the like that is chosen as a whole. @param {import('prosemirror-state').Selection} selection */
export const isThing = selection => selection instanceof NodeSelection && selection.node.isBlock;

/**
 * What is chosen as a whole has the focus itself: a screen reader names it, and the browser's own selection, which finds no
 * place between two things that cannot be typed into, plays no part. Keys reach the text as before.
 */
export function focusThings() {
  return new Plugin({
    props: {
      // Letters do not take the place of what is chosen; they go on below it.
      handleTextInput(view, _from, _to, text) {
        if (!isThing(view.state.selection)) {
          return false;
        }
        writeBelow(view.state, tr => view.dispatch(tr));
        view.focus();
        const { from, to } = view.state.selection;
        return view.someProp('handleTextInput', f => f(view, from, to, text)) || (view.dispatch(view.state.tr.insertText(text)), true);
      },
    },
    view: () => ({
      update(view, before) {
        const { selection } = view.state;
        const active = document.activeElement;
        if (selection.eq(before.selection) || !active || !view.dom.contains(active)) {
          return;
        }
        const thing = isThing(selection) ? view.nodeDOM(selection.from) : null;
        if (thing instanceof HTMLElement) {
          thing.contains(active) || thing.focus({ preventScroll: true });
        } else if (active !== view.dom && active.matches('[data-id]')) {
          view.focus();
        }
      },
    }),
  });
}

/** A new paragraph below the block of the cursor. @type {import('prosemirror-state').Command} */
export function writeBelow(state, dispatch) {
  const { selection } = state;
  const after = isThing(selection) && selection.$from.depth === 0 ? selection.to : selection.$from.depth > 0 ? selection.$from.after(1) : null;
  if (after === null || selection.$from.node(1)?.type === schema.nodes.footnotes) {
    return false;
  }
  if (dispatch) {
    const tr = state.tr.insert(after, schema.nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  }
  return true;
}

/** Above a thing that stands first there is room as well. @type {import('prosemirror-state').Command} */
export function writeAbove(state, dispatch) {
  if (!isThing(state.selection) || state.selection.from !== 0) {
    return false;
  }
  const tr = state.tr.insert(0, schema.nodes.paragraph.create());
  dispatch?.(tr.setSelection(Selection.atStart(tr.doc)).scrollIntoView());
  return true;
}
