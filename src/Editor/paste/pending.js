import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { h } from '../page/dom.js';

const key = new PluginKey('pending');

/** Places that wait for something from the server; they move with the text around them. @param {any} t */
export const pendingPlaces = t => new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(tr, before) {
      const set = before.map(tr.mapping, tr.doc);
      const { add, remove } = tr.getMeta(key) ?? {};
      if (add) {
        return set.add(tr.doc, [Decoration.widget(add.pos, () => h('span', { class: 'ed-pending', role: 'status', 'aria-label': t('paste.reading') }), { id: add.id, side: -1 })]);
      }
      return remove ? set.remove(set.find(undefined, undefined, spec => spec.id === remove)) : set;
    },
  },
  props: { decorations: state => key.getState(state) },
});

/** @param {import('prosemirror-state').Transaction} tr @param {object} id @param {number} pos */
export const addPending = (tr, id, pos) => tr.setMeta(key, { add: { id, pos } });

/** @param {import('prosemirror-state').Transaction} tr @param {object} id */
export const removePending = (tr, id) => tr.setMeta(key, { remove: id });

/** Where the place is now; null when its text was deleted. @param {import('prosemirror-state').EditorState} state @param {object} id */
export function pendingPlace(state, id) {
  const [found] = key.getState(state).find(undefined, undefined, spec => spec.id === id);
  return found ? found.from : null;
}
