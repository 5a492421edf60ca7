import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { EditorState } from 'prosemirror-state';
import { blocksIn } from '../body/blocks-in.js';
import { blocksOut } from '../body/blocks-out.js';
import { changedBlocks } from '../writing/block-decorations.js';
import { countWords, wordsIn } from '../writing/count.js';
import { foundIn, look, markFound, replaceAll } from '../writing/find.js';
import { markTk, tksOf } from '../writing/tk.js';
import { p } from './page.js';

const pageOf = blocks => EditorState.create({ doc: blocksIn(blocks, () => 'x'), plugins: [markFound(), markTk()] });
const run = (state, command) => {
  let next = state;
  command(state, tr => (next = state.apply(tr)));
  return next;
};

test('Words are found in every text, with and without case, whole or not', () => {
  const blocks = [p('a', 'Mud and mudflats'), { kind: 'list', id: 'l', ordered: false, items: [{ text: 'MUD', level: 0 }] }, { kind: 'table', id: 't', header_rows: 0, header_column: false, rows: [[{ text: 'mud' }]] }];
  const count = query => foundIn(run(pageOf(blocks), look({ text: 'mud', matchCase: false, wholeWord: false, ...query }))).length;
  assert.equal(count({}), 4);
  assert.equal(count({ matchCase: true }), 2);
  assert.equal(count({ wholeWord: true }), 3);
  assert.equal(count({ text: '(' }), 0);
});

test('What is put in has the marks of what it replaces', () => {
  const state = run(run(pageOf([p('a', 'old mud', { marks: [{ from: 4, to: 7, kind: 'strong' }] })]), look({ text: 'mud', matchCase: false, wholeWord: false })), replaceAll('silt'));
  assert.deepEqual(blocksOut(state.doc), [p('a', 'old silt', { marks: [{ from: 4, to: 8, kind: 'strong' }] })]);
});

test('Markers that are kept up to date key by key are those of a fresh look', () => {
  const edit = fc.tuple(fc.nat(999), fc.nat(5), fc.constantFrom('T', 'K', 'TK', ' ', 'x', ''));
  fc.assert(fc.property(fc.array(edit, { maxLength: 30 }), edits => {
    let state = pageOf([p('a', 'TK one'), p('b', 'two TK three'), p('c', 'xTK')]);
    for (const [at, length, text] of edits) {
      const from = 1 + (at % (state.doc.content.size - 2));
      const to = Math.min(from + length, state.doc.content.size - 1);
      const tr = state.tr;
      try {
        text === '' ? tr.delete(from, to) : tr.insertText(text, from, to);
      } catch {
        continue;
      }
      state = state.apply(tr);
      const fresh = EditorState.create({ doc: state.doc, plugins: [markTk()] });
      assert.deepEqual(tksOf(state).map(d => [d.from, d.to]), tksOf(fresh).map(d => [d.from, d.to]));
    }
  }), { numRuns: 200, seed: 4 });
});

test('Only the blocks that differ are looked at again', () => {
  const before = pageOf(Array.from({ length: 9 }, (_, i) => p(`b${i}`, `text ${i}`)));
  const after = before.apply(before.tr.insertText('x', 12));
  assert.deepEqual(changedBlocks(before.doc, after.doc), { first: 1, last: 1, pos: 8 });
});

test('Words are counted in any script, numbers too', () => {
  assert.equal(countWords('“We don’t know,” says Ilse—at 4,5 o’clock.'), 9);
  assert.equal(countWords('يقول الصيادون إن الطين عاد'), 5);
  assert.equal(countWords(' — \n'), 0);
  assert.equal(wordsIn(blocksIn([p('a', 'two words'), { kind: 'figure', id: 'f', caption: 'a caption' }], () => 'x')), 4);
});
