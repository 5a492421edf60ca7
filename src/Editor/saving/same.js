/** True when two JSON values say the same; the order of keys says nothing. @param {any} a @param {any} b @returns {boolean} */
export function same(a, b) {
  if (a === b) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) {
    return false;
  }
  if (Array.isArray(a)) {
    return a.length === b.length && a.every((value, i) => same(value, b[i]));
  }
  const keys = Object.keys(a).filter(k => a[k] !== undefined);
  return keys.length === Object.keys(b).filter(k => b[k] !== undefined).length && keys.every(k => b[k] !== undefined && same(a[k], b[k]));
}

/**
 * How many things differ: title, standfirst and each block count as one.
 * @param {any} before @param {any} after
 */
export function countChanges(before, after) {
  const heads = ['title', 'standfirst'].filter(name => (before[name] ?? '') !== (after[name] ?? '')).length;
  const old = new Map((before.blocks ?? []).map(b => [b.id, b]));
  const blocks = after.blocks ?? [];
  const changed = blocks.filter(b => !same(old.get(b.id), b)).length;
  const ids = new Set(blocks.map(b => b.id));
  const gone = [...old.keys()].filter(id => !ids.has(id)).length;
  const moved = changed + gone === 0 && blocks.some((b, i) => before.blocks[i]?.id !== b.id) ? 1 : 0;
  return heads + changed + gone + moved;
}
