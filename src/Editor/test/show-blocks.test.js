import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { EditorState, TextSelection } from 'prosemirror-state';
import { blocksIn } from '../body/blocks-in.js';
import { blocksOut, isBlank } from '../body/blocks-out.js';
import { freshId } from '../body/ids.js';
import { bringIn } from '../page/show-blocks.js';
import { Page, p } from './page.js';
import { someBlocks } from './some-blocks.js';

const show = (page, blocks) => page.change(tr => bringIn(tr, blocks, isBlank));
const before = page => page.state.selection.$head.parent.textBetween(0, page.state.selection.$head.parentOffset);

test('Whatever stood there, what is brought in is there in its order', () => {
  fc.assert(fc.property(someBlocks, someBlocks, fc.infiniteStream(fc.nat(20)), (one, two, chances) => {
    const { tr } = EditorState.create({ doc: blocksIn(one, freshId) });
    // Some blocks are the same, some have changed or changed their kind, some are new; in any order.
    const free = new Set(one.map(b => b.id));
    const mixed = [...two, ...one].sort(() => chances.next().value - 10).slice(0, 1 + two.length).map(b => {
      const id = chances.next().value < 8 ? [...free][chances.next().value] ?? b.id : b.id;
      free.delete(id);
      return { ...b, id };
    });
    const wanted = mixed.filter((b, i) => mixed.findIndex(x => x.id === b.id) === i);
    bringIn(tr, wanted, () => false);
    assert.deepEqual(blocksOut(tr.doc), blocksOut(blocksIn(wanted, freshId)));
  }), { numRuns: 500, seed: 7 });
});

test('The cursor stays in its text whatever changes around it', () => {
  const ids = 'abcdefgh'.split('');
  const lists = fc.shuffledSubarray(ids, { minLength: 0 });
  fc.assert(fc.property(lists, fc.constantFrom(...ids), fc.nat(7), (others, here, at) => {
    const page = new Page(ids.map(id => p(id, `Text of ${id}`))).at(here, at);
    const wanted = ids.filter(id => id === here || !others.includes(id)).map(id => p(id, id === here ? `Text of ${id}` : `Other ${id}`));
    show(page, [p('new', 'Put before'), ...wanted]);
    assert.deepEqual(page.blocks.map(b => b.text), ['Put before', ...wanted.map(b => b.text)]);
    assert.equal(before(page), `Text of ${here}`.slice(0, at));
  }), { numRuns: 200, seed: 7 });
});

test('A change in the paragraph of the cursor leaves it between the letters where it was', () => {
  const page = new Page([p('a', 'At four the pumps began.')]).at('a', 7);
  show(page, [p('a', 'At four the new pumps began.')]);
  assert.equal(before(page), 'At four');
  show(page, [p('a', 'Today at four the new pumps began.')]);
  assert.equal(before(page), 'Today at four');
});

test('A line that is begun and not filled stays, and so does the cursor in it', () => {
  const page = new Page([p('a', 'One'), p('b', 'Two')]).at('a', 3).change(tr => tr.split(tr.selection.from));
  assert.equal(page.lines.length, 3);
  show(page, [p('a', 'One'), p('b', 'Two and more')]);
  assert.equal(page.lines.length, 3);
  assert.equal(before(page), '');
  page.type('Between');
  assert.deepEqual(page.blocks.map(b => b.text), ['One', 'Between', 'Two and more']);
});

test('An article in which nothing is written yet has one line, until something comes in', () => {
  const page = new Page([]).at('new0', 0);
  show(page, []);
  assert.deepEqual(page.lines, ['paragraph new0']);
  show(page, [p('a', 'One')]);
  assert.deepEqual(page.lines, ['paragraph a One']);
  page.change(tr => bringIn(tr, [], () => false));
  assert.equal(page.lines.length, 1);
});

test('What the writer did is undone, what came from elsewhere stays', () => {
  const page = new Page([p('a', 'One'), p('b', 'Two')]).at('b', 3).type('!');
  page.change(tr => bringIn(tr, [p('a', 'One more'), p('b', 'Two!')], isBlank).setMeta('addToHistory', false));
  assert.ok(page.state.selection instanceof TextSelection);
  assert.deepEqual(page.undo().blocks.map(b => b.text), ['One more', 'Two']);
});
