/** The kind of block that a node of the document is. @param {import('prosemirror-model').Node} node */
export function kindOf(node) {
  return node.type.name === 'code_block' ? 'code' : node.type.name;
}
