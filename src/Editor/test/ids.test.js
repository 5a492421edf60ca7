import assert from 'node:assert/strict';
import test from 'node:test';
import { Slice, Fragment } from 'prosemirror-model';
import fc from 'fast-check';
import { placeOf } from '../body/ids.js';
import { backspace } from '../writing/backspace.js';
import { enter } from '../writing/enter.js';
import { startList, changeLevel } from '../writing/lists.js';
import { moveBlock } from '../writing/move-block.js';
import { turnInto } from '../writing/turn-into.js';
import { Page, p } from './page.js';

const two = () => new Page([p('aaaa', 'First words'), p('bbbb', 'Second words')]);

test('After a split the first part keeps the id, the second gets a fresh one', () => {
  const page = two().at('aaaa', 5);
  page.run(enter);
  assert.deepEqual(page.lines, ['paragraph aaaa First', 'paragraph new0  words', 'paragraph bbbb Second words']);
});

test('A split before the first letter leaves the id with the words', () => {
  const page = two().at('bbbb', 0);
  page.run(enter);
  assert.deepEqual(page.lines, ['paragraph aaaa First words', 'paragraph new0', 'paragraph bbbb Second words']);
});

test('Undo takes a split back, redo makes the same ids again', () => {
  const page = two().at('aaaa', 5);
  page.run(enter);
  const split = page.lines;
  assert.deepEqual(page.undo().lines, two().lines);
  assert.deepEqual(page.redo().lines, split);
});

test('Of two blocks that are joined the first wins', () => {
  const page = two().at('bbbb', 0);
  page.run(backspace);
  assert.deepEqual(page.lines, ['paragraph aaaa First wordsSecond words']);
});

test('Joined with an empty paragraph, the words keep their own id', () => {
  const page = new Page([p('aaaa', ''), p('bbbb', 'Second')]).at('bbbb', 0);
  page.run(backspace);
  assert.deepEqual(page.lines, ['paragraph bbbb Second']);
});

test('A moved block keeps its id, and so does its neighbour', () => {
  const page = two().at('bbbb', 3);
  page.run(moveBlock(-1));
  assert.deepEqual(page.lines, ['paragraph bbbb Second words', 'paragraph aaaa First words']);
  assert.equal(page.state.selection.$from.parent.attrs.id, 'bbbb');
  page.run(moveBlock(-1));
  page.run(moveBlock(1));
  assert.deepEqual(page.lines, two().lines);
});

test('Cut and pasted elsewhere, a block keeps its id', () => {
  const page = two();
  const block = page.state.doc.child(1);
  page.change(tr => tr.delete(13, 27));
  assert.deepEqual(page.lines, ['paragraph aaaa First words']);
  page.change(tr => tr.insert(0, block));
  assert.deepEqual(page.lines, ['paragraph bbbb Second words', 'paragraph aaaa First words']);
});

test('A pasted copy gets a fresh id, also when it is put before the original', () => {
  for (const at of [0, 13, 27]) {
    const page = two();
    page.change(tr => tr.insert(at, page.state.doc.child(1)));
    assert.deepEqual(page.lines.map(l => l.slice(0, 14)).filter(l => l.includes('bbbb')).length, 1, `at ${at}`);
    assert.equal(page.state.doc.nodeAt(placeOf(page.state.doc, 'bbbb')), page.state.doc.child(at === 27 ? 1 : 2));
  }
});

test('Pasted into the middle of a text, the copy and the rest get fresh ids', () => {
  const page = two().at('aaaa', 5);
  const slice = new Slice(Fragment.from([page.state.doc.child(1), page.state.doc.child(1)]), 1, 1);
  page.change(tr => tr.replaceSelection(slice));
  assert.deepEqual(page.lines, ['paragraph aaaa FirstSecond words', 'paragraph new0 Second words words', 'paragraph bbbb Second words']);
});

test('Another kind, a list and back keep the id', () => {
  const page = two().at('aaaa', 3);
  page.run(turnInto('heading', { level: 3 }));
  assert.deepEqual(page.blocks[0], { kind: 'heading', id: 'aaaa', level: 3, text: 'First words' });
  page.run(turnInto('quote'));
  page.run(startList(false));
  assert.deepEqual(page.blocks[0], { kind: 'list', id: 'aaaa', ordered: false, items: [{ text: 'First words', level: 0 }] });
  page.run(turnInto('list', { ordered: false }));
  assert.deepEqual(page.lines, two().lines);
  assert.equal(page.state.selection.$from.parentOffset, 3);
});

test('A list is left by Enter in an empty item; the first list keeps the id', () => {
  const list = { kind: 'list', id: 'llll', ordered: false, items: [{ text: 'one', level: 0 }, { text: 'two', level: 0 }] };
  const page = new Page([list]).at('llll', 3);
  page.run(enter);
  page.run(enter);
  assert.deepEqual(page.lines, ['list llll one', 'paragraph new0', 'list new1 two']);
});

test('An item goes one level deeper than the one before it at most', () => {
  const list = { kind: 'list', id: 'llll', ordered: true, items: [{ text: 'one', level: 0 }, { text: 'two', level: 0 }] };
  const page = new Page([list]).at('llll', 6);
  assert.equal(page.state.selection.$from.parent.textContent, 'two');
  page.run(changeLevel(1));
  page.run(changeLevel(1));
  assert.deepEqual(page.blocks[0].items.map(i => i.level), [0, 1]);
});

test('Paragraphs become one list and code keeps its lines', () => {
  const page = two().at('aaaa', 2, 'bbbb', 2);
  page.run(turnInto('list', { ordered: true }));
  assert.deepEqual(page.lines, ['list aaaa First wordsSecond words']);
  const code = new Page([p('aaaa', 'a\nb', { marks: [{ from: 0, to: 1, kind: 'strong' }] })]).at('aaaa', 1);
  code.run(turnInto('code_block'));
  assert.deepEqual(code.blocks, [{ kind: 'code', id: 'aaaa', text: 'a\nb' }]);
  code.run(turnInto('paragraph'));
  assert.deepEqual(code.blocks, [p('aaaa', 'a\nb')]);
});

test('A quotation split in two names who is quoted at its end', () => {
  const page = new Page([{ kind: 'quote', id: 'qqqq', text: 'We know.', cite: 'Ana Roa' }]).at('qqqq', 2);
  page.run(enter);
  assert.deepEqual(page.blocks, [{ kind: 'quote', id: 'qqqq', text: 'We' }, { kind: 'quote', id: 'new0', cite: 'Ana Roa', text: ' know.' }]);
});

test('Whatever is done, ids are there and each stands once', () => {
  const act = fc.tuple(fc.constantFrom('type', 'enter', 'backspace', 'up', 'down', 'copy', 'cut', 'heading', 'list', 'code', 'undo', 'redo'), fc.nat(9999), fc.nat(9999));
  fc.assert(fc.property(fc.array(act, { maxLength: 25 }), acts => {
    const page = new Page([p('aaaa', 'One two'), p('bbbb', 'Three'), { kind: 'gallery', id: 'gggg', figures: [{ id: 'g1g1', decorative: false, size: 'text' }] }, p('cccc', 'Four')]);
    let cut = null;
    for (const [what, a, b] of acts) {
      page.change(tr => tr.setSelection(tr.selection.constructor.near(tr.doc.resolve(a % tr.doc.content.size))));
      const block = page.state.doc.child(b % page.state.doc.childCount);
      const place = placeOf(page.state.doc, block.attrs.id);
      ({
        type: () => page.type('x'), enter: () => page.run(enter), backspace: () => page.run(backspace),
        up: () => page.run(moveBlock(-1)), down: () => page.run(moveBlock(1)), undo: () => page.undo(), redo: () => page.redo(),
        copy: () => page.change(tr => tr.insert(cut ? 0 : place, cut ?? block)),
        cut: () => page.state.doc.childCount > 1 && ((cut = block), page.change(tr => tr.delete(place, place + block.nodeSize))),
        heading: () => page.run(turnInto('heading', { level: 2 })), list: () => page.run(startList(true)), code: () => page.run(turnInto('code_block')),
      })[what]();
      page.state.doc.check();
      const ids = [];
      page.state.doc.descendants(n => { if ('id' in n.attrs) { ids.push(n.attrs.id); } });
      assert.ok(ids.every(Boolean), ids.join());
      assert.equal(new Set(ids).size, ids.length, ids.join());
    }
  }), { numRuns: 400, seed: 7 });
});
