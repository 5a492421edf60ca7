import { PluginKey } from 'prosemirror-state';
import { Decoration } from 'prosemirror-view';
import { blockDecorations } from '../writing/block-decorations.js';

const key = new PluginKey('remarks');

/** Blocks with an open note show it in the margin. */
export const markNoted = () => blockDecorations(key, (block, pos, ids) => (ids.has(block.attrs.id) ? [Decoration.node(pos, pos + block.nodeSize, { class: 'has-remark' })] : []), (tr, before) => tr?.getMeta(key) ?? before ?? new Set());

/** @param {import('prosemirror-view').EditorView} view @param {Set<string>} ids */
export const setNoted = (view, ids) => view.dispatch(view.state.tr.setMeta(key, ids));
