import { same } from './same.js';

/**
 * Brings two changed forms of one content together. What only one side changed is taken; what both changed in different ways
 * is a conflict for a person. Nothing is dropped but what one side deleted and the other left as it was.
 *
 * @typedef {{key: string, part: 'field' | 'block' | 'note', name?: string, base: any, theirs: any, mine: any}} Conflict
 * @typedef {{fields: object, blocks: Entry[], notes: Entry[], notesBlock: any, conflicts: Conflict[], taken: {theirs: number, mine: number}}} Merged
 * @typedef {{item: any} | {conflict: Conflict}} Entry
 *
 * @param {any} base what both began with
 * @param {any} theirs
 * @param {any} mine
 * @returns {Merged}
 */
export function merge(base, theirs, mine) {
  const conflicts = [];
  const taken = { theirs: 0, mine: 0 };
  const fields = mergeFields(base, theirs, mine, conflicts, taken);
  const [b, t, m] = [base, theirs, mine].map(splitNotes);
  const blocks = mergeList('block', b.blocks, t.blocks, m.blocks, conflicts, taken);
  const notes = mergeList('note', b.notes, t.notes, m.notes, conflicts, taken);
  const notesBlock = t.block ?? m.block ?? b.block;
  return { fields, blocks, notes, notesBlock, conflicts, taken, known: [...m.notes, ...t.notes, ...b.notes] };
}

/**
 * The content after a person has chosen.
 * @param {Merged} merged
 * @param {Map<string, 'theirs' | 'mine' | 'both'>} choices by the conflict's key
 * @param {() => string} makeId for the second of both
 */
export function settle(merged, choices, makeId) {
  const content = { ...merged.fields };
  for (const c of merged.conflicts.filter(x => x.part === 'field')) {
    put(content, c.name, choices.get(c.key) === 'theirs' ? c.theirs : c.mine);
  }
  const blocks = settleList(merged.blocks, choices, makeId);
  const notes = withPointedTo(settleList(merged.notes, choices, makeId), blocks, merged.known);
  content.blocks = notes.length ? [...blocks, { ...merged.notesBlock, notes }] : blocks;
  return content;
}

function mergeFields(base, theirs, mine, conflicts, taken) {
  const fields = {};
  for (const name of new Set([base, theirs, mine].flatMap(c => Object.keys(c)))) {
    if (name === 'blocks') {
      continue;
    }
    const [b, t, m] = [base[name], theirs[name], mine[name]];
    if (same(t, m) || same(m, b)) {
      put(fields, name, t);
      taken.theirs += same(t, m) ? 0 : same(t, b) ? 0 : 1;
    } else if (same(t, b)) {
      put(fields, name, m);
      taken.mine++;
    } else {
      conflicts.push({ key: 'field ' + name, part: 'field', name, base: b, theirs: t, mine: m });
    }
  }
  return fields;
}

function put(object, name, value) {
  if (value !== undefined) {
    object[name] = value;
  }
}

// The block of notes is merged note by note, so that two people can each add one.
function splitNotes(content) {
  const blocks = content.blocks ?? [];
  const block = blocks.find(x => x.kind === 'footnotes');
  return { blocks: blocks.filter(x => x.kind !== 'footnotes'), notes: block?.notes ?? [], block };
}

function mergeList(part, base, theirs, mine, conflicts, taken) {
  const [b, t, m] = [base, theirs, mine].map(list => new Map(list.map(x => [x.id, x])));
  const entries = new Map();
  for (const id of new Set([...t.keys(), ...m.keys()])) {
    const [was, their, my] = [b.get(id), t.get(id), m.get(id)];
    if (same(their, my) || same(my, was)) {
      taken.theirs += same(their, my) ? 0 : 1;
      if (their) {
        entries.set(id, { item: their });
      }
    } else if (same(their, was)) {
      taken.mine++;
      if (my) {
        entries.set(id, { item: my });
      }
    } else {
      const conflict = { key: `${part} ${id}`, part, base: was, theirs: their, mine: my };
      conflicts.push(conflict);
      entries.set(id, { conflict });
    }
  }
  return mergeOrder([...b.keys()], [...t.keys()], [...m.keys()], entries).map(id => entries.get(id));
}

// The order is theirs, unless only mine moved something; what the other side added stands after its own neighbour.
function mergeOrder(base, theirs, mine, entries) {
  const moved = side => {
    const [known, common] = [new Set(base), new Set(side)];
    return !same(base.filter(id => common.has(id)), side.filter(id => known.has(id)));
  };
  const [spine, other] = moved(mine) && !moved(theirs) ? [mine, theirs] : [theirs, mine];
  const order = spine.filter(id => entries.has(id));
  other.forEach((id, i) => {
    if (entries.has(id) && !order.includes(id)) {
      const neighbour = other.slice(0, i).findLast(before => order.includes(before));
      order.splice(neighbour === undefined ? 0 : order.indexOf(neighbour) + 1, 0, id);
    }
  });
  return order;
}

function settleList(entries, choices, makeId) {
  return entries.flatMap(entry => {
    if ('item' in entry) {
      return [entry.item];
    }
    const { key, theirs, mine } = entry.conflict;
    const choice = choices.get(key) ?? 'mine';
    const chosen = choice === 'both' ? [theirs, mine] : [choice === 'theirs' ? theirs : mine];
    return chosen.filter(Boolean).map((block, i) => (i === 0 ? block : { ...block, id: makeId() }));
  });
}

// A text that was kept keeps the notes that it points to, whichever side had removed them.
function withPointedTo(notes, blocks, known) {
  const has = new Set(notes.map(n => n.id));
  const missing = [...pointedTo(blocks)].filter(id => !has.has(id)).map(id => known.find(n => n.id === id)).filter(Boolean);
  return [...notes, ...missing];
}

function pointedTo(value, found = new Set()) {
  if (Array.isArray(value)) {
    value.forEach(v => pointedTo(v, found));
  } else if (value && typeof value === 'object') {
    if (value.kind === 'note' && typeof value.to === 'number') {
      found.add(value.value);
    }
    Object.values(value).forEach(v => pointedTo(v, found));
  }
  return found;
}
