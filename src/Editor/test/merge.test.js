import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { merge, settle } from '../saving/merge.js';
import { countChanges, same } from '../saving/same.js';
import { p } from './page.js';

const content = (blocks, title = 'T') => ({ title, standfirst: '', language: 'en', blocks });
const base = content([p('a', 'A'), p('b', 'B'), p('c', 'C')]);
const merged = (theirs, mine, choices = new Map()) => settle(merge(base, theirs, mine), choices, () => 'fresh');
const ids = c => c.blocks.map(b => b.id).join('');

test('What only one side changed is taken', () => {
  const theirs = content([p('a', 'A2'), p('b', 'B'), p('c', 'C')], 'New');
  const mine = content([p('a', 'A'), p('b', 'B'), p('x', 'X'), p('c', 'C2')]);
  assert.deepEqual(merge(base, theirs, mine).conflicts, []);
  assert.deepEqual(merged(theirs, mine), content([p('a', 'A2'), p('b', 'B'), p('x', 'X'), p('c', 'C2')], 'New'));
});

test('What one side deleted and the other left is gone', () => {
  assert.equal(ids(merged(content([p('a', 'A'), p('c', 'C')]), base)), 'ac');
  assert.equal(ids(merged(base, content([p('b', 'B')]))), 'b');
});

test('What both changed is for a person to choose', () => {
  const theirs = content([p('a', 'theirs'), p('b', 'B'), p('c', 'C')]);
  const mine = content([p('a', 'mine'), p('b', 'B'), p('c', 'C')]);
  const [conflict] = merge(base, theirs, mine).conflicts;
  assert.deepEqual([conflict.base.text, conflict.theirs.text, conflict.mine.text], ['A', 'theirs', 'mine']);
  const choose = how => merged(theirs, mine, new Map([[conflict.key, how]])).blocks.map(b => `${b.id} ${b.text}`);
  assert.deepEqual(choose('theirs').slice(0, 2), ['a theirs', 'b B']);
  assert.deepEqual(choose('mine').slice(0, 2), ['a mine', 'b B']);
  assert.deepEqual(choose('both').slice(0, 3), ['a theirs', 'fresh mine', 'b B']);
});

test('Deleted by one and changed by the other is a conflict', () => {
  const theirs = content([p('a', 'A'), p('c', 'C')]);
  const mine = content([p('a', 'A'), p('b', 'more'), p('c', 'C')]);
  const [conflict] = merge(base, theirs, mine).conflicts;
  assert.equal(conflict.theirs, undefined);
  assert.equal(ids(merged(theirs, mine, new Map([[conflict.key, 'theirs']]))), 'ac');
  assert.equal(ids(merged(theirs, mine, new Map([[conflict.key, 'mine']]))), 'abc');
});

test('A move by either side stands', () => {
  const moved = content([p('c', 'C'), p('a', 'A'), p('b', 'B')]);
  assert.equal(ids(merged(moved, base)), 'cab');
  assert.equal(ids(merged(base, moved)), 'cab');
  assert.equal(ids(merged(content([p('a', 'A'), p('x', 'X'), p('b', 'B'), p('c', 'C')]), moved)), 'caxb');
});

test('Both add a footnote: both stand', () => {
  const notes = (...n) => ({ kind: 'footnotes', id: 'f', notes: n.map(id => ({ id, text: id })) });
  const start = content([p('a', 'A'), notes('1')]);
  const result = settle(merge(start, content([p('a', 'A'), notes('1', '2')]), content([p('a', 'A'), notes('1', '3')])), new Map(), () => 'x');
  assert.deepEqual(result.blocks.at(-1).notes.map(n => n.id).sort(), ['1', '2', '3']);
  assert.equal(result.blocks.length, 2);
});

test('A text that is kept keeps its note', () => {
  const sign = { marks: [{ from: 1, to: 1, kind: 'note', value: 'n' }] };
  const notes = { kind: 'footnotes', id: 'f', notes: [{ id: 'n', text: 'Note' }] };
  const start = content([p('a', 'A', sign), notes]);
  const m = merge(start, content([p('a', 'A changed', sign), notes]), content([]));
  assert.equal(m.conflicts.length, 1);
  const result = settle(m, new Map([[m.conflicts[0].key, 'theirs']]), () => 'x');
  assert.deepEqual(result.blocks.at(-1), notes);
});

test('Changes are counted by what differs', () => {
  assert.equal(countChanges(base, base), 0);
  assert.equal(countChanges(base, content([p('a', 'A2'), p('x', 'X'), p('c', 'C')], 'N')), 4);
  assert.equal(countChanges(base, content([p('b', 'B'), p('a', 'A'), p('c', 'C')])), 1);
});

const edits = fc.array(fc.tuple(fc.constantFrom('edit', 'delete', 'insert', 'move'), fc.nat(99), fc.nat(99)), { maxLength: 8 });

function edited(blocks, all, who) {
  const made = [...blocks];
  all.forEach(([what, a, b], n) => {
    const at = made.length ? a % made.length : 0;
    if (what === 'insert') {
      made.splice(b % (made.length + 1), 0, p(`${who}${n}`, `${who} wrote ${n}`));
    } else if (made.length && what === 'edit') {
      made[at] = p(made[at].id, b % 5 === 0 ? `same ${b}` : `${who} changed ${n} ${b}`);
    } else if (made.length && what === 'delete') {
      made.splice(at, 1);
    } else if (made.length) {
      const [block] = made.splice(at, 1);
      made.splice(b % (made.length + 1), 0, block);
    }
  });
  return made;
}

test('No text of either side vanishes unless the other removed or changed that very block, and it was unchanged', () => {
  fc.assert(fc.property(fc.nat(8), edits, edits, (count, theirEdits, myEdits) => {
    const start = Array.from({ length: count }, (_, i) => p(`b${i}`, `Text ${i}`));
    const [theirs, mine] = [edited(start, theirEdits, 'T'), edited(start, myEdits, 'M')];
    const result = merge(content(start), content(theirs), content(mine));
    const inConflict = new Set(result.conflicts.map(c => c.key.slice(6)));
    for (const choice of ['theirs', 'mine', 'both']) {
      const out = settle(result, new Map(result.conflicts.map(c => [c.key, choice])), () => `fresh${Math.random()}`).blocks;
      const was = new Map(start.map(b => [b.id, b]));
      for (const [side, other, wins] of [[theirs, mine, 'theirs'], [mine, theirs, 'mine']]) {
        for (const block of side) {
          const stands = out.some(b => b.text === block.text);
          const decided = inConflict.has(block.id) && choice !== wins && choice !== 'both';
          const yielded = same(block, was.get(block.id)) && !same(other.find(b => b.id === block.id), block);
          assert.ok(stands || decided || yielded, `${block.id} ${block.text} vanished`);
        }
      }
      const seen = out.map(b => b.id);
      assert.equal(new Set(seen).size, seen.length);
      // And nothing appears that nobody wrote.
      assert.ok(out.every(b => [...theirs, ...mine].some(x => x.text === b.text)));
    }
  }), { numRuns: 2000, seed: 11 });
});

test('Merging with oneself, or with what nobody changed, changes nothing', () => {
  fc.assert(fc.property(edits, all => {
    const start = content([p('b0', '0'), p('b1', '1'), p('b2', '2')]);
    const mine = content(edited(start.blocks, all, 'M'));
    for (const [t, m] of [[start, mine], [mine, start], [mine, mine]]) {
      const result = merge(start, t, m);
      assert.deepEqual(result.conflicts, []);
      assert.deepEqual(settle(result, new Map(), () => 'x').blocks, mine.blocks);
    }
  }), { numRuns: 500, seed: 2 });
});
