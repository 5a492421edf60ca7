const found = new WeakMap();

/** Ids of the notes that a node's text points to, in order. @param {import('prosemirror-model').Node} node @returns {string[]} */
function refsIn(node) {
  let refs = found.get(node);
  if (!refs) {
    refs = [];
    node.descendants(child => {
      if (child.type.name === 'note_ref') {
        refs.push(child.attrs.note);
      }
    });
    found.set(node, refs);
  }
  return refs;
}

/** Every sign of the document in order, repeated ones too. @param {import('prosemirror-model').Node} doc */
export function refsOf(doc) {
  const refs = [];
  doc.forEach(block => refs.push(...refsIn(block)));
  return refs;
}

/** The block of notes and where it stands. @param {import('prosemirror-model').Node} doc */
export function notesOf(doc) {
  const last = doc.lastChild;
  return last?.type.name === 'footnotes' ? { node: last, pos: doc.content.size - last.nodeSize } : null;
}
