import { NodeSelection, Selection, TextSelection } from 'prosemirror-state';
import { freshId } from '../body/ids.js';
import { schema } from '../body/schema.js';

const { nodes } = schema;

/** Puts blocks where the cursor is: instead of an empty paragraph, else after the block. @param {import('prosemirror-model').Node[]} blocks @returns {import('prosemirror-state').Command} */
export const insertBlocks = blocks => (state, dispatch) => {
  const { $from } = state.selection;
  const isOnEmpty = $from.depth === 1 && $from.parent.type === nodes.paragraph && $from.parent.content.size === 0;
  const notesFirst = $from.depth > 0 && $from.node(1).type === nodes.footnotes;
  const from = $from.depth === 0 ? state.selection.to : isOnEmpty || notesFirst ? $from.before(1) : $from.after(1);
  const to = isOnEmpty ? $from.after(1) : from;
  if (dispatch) {
    const tr = state.tr.replaceWith(from, to, blocks);
    const first = blocks[0];
    const end = from + blocks.reduce((sum, b) => sum + b.nodeSize, 0);
    if (first.isTextblock || first.type === nodes.table) {
      tr.setSelection(Selection.near(tr.doc.resolve(from + 1)));
    } else if (first.type === nodes.separator) {
      if (end === tr.doc.content.size || tr.doc.resolve(end).nodeAfter.type === nodes.footnotes) {
        tr.insert(end, nodes.paragraph.create());
      }
      tr.setSelection(Selection.near(tr.doc.resolve(end), 1));
    } else {
      tr.setSelection(NodeSelection.create(tr.doc, from));
    }
    dispatch(tr.scrollIntoView());
  }
  return true;
};

export const insertSeparator = insertBlocks([nodes.separator.create()]);

/** @param {number} rows @param {number} columns @returns {import('prosemirror-state').Command} */
export const insertTable = (rows, columns) => (state, dispatch) => {
  const row = () => nodes.table_row.create(null, Array.from({ length: columns }, () => nodes.table_cell.create()));
  return insertBlocks([nodes.table.create({ id: freshId(), header_rows: 1 }, Array.from({ length: rows }, row))])(state, dispatch);
};

/** The kind of block for a file. @param {string} mediaType */
export function kindOfFile(mediaType) {
  const kind = mediaType.split('/')[0];
  return kind === 'image' ? 'figure' : kind === 'audio' || kind === 'video' ? kind : 'file';
}

/** Blocks for files, which begin to upload. @param {File[]} files @param {import('../media/uploads.js').Uploads} uploads */
export function blocksFor(files, uploads) {
  return files.map(file => {
    const id = freshId();
    const kind = kindOfFile(file.type);
    uploads.add(id, file);
    return nodes[kind].create({ id, ...(kind === 'file' ? { name: file.name } : {}) });
  });
}

/** Puts files at a place of the document, or at the cursor. @param {import('prosemirror-view').EditorView} view */
export function insertFiles(view, files, uploads, pos = null) {
  if (pos !== null) {
    const $pos = view.state.doc.resolve(pos);
    view.dispatch(view.state.tr.setSelection(Selection.near($pos)));
  }
  insertBlocks(blocksFor(files, uploads))(view.state, view.dispatch);
}

/** One gallery of all the files. */
export function insertGallery(view, files, uploads) {
  insertBlocks([nodes.gallery.create({ id: freshId() }, blocksFor(files, uploads))])(view.state, view.dispatch);
}

/** A paragraph that stands alone and empty, or holds nothing but the address. */
export function isEmptyLine(state) {
  const { $from, empty } = state.selection;
  return empty && $from.depth === 1 && $from.parent.type === nodes.paragraph && $from.parent.content.size === 0;
}

export const cursorAt = (tr, pos) => tr.setSelection(TextSelection.near(tr.doc.resolve(pos)));
