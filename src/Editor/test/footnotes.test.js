import assert from 'node:assert/strict';
import test from 'node:test';
import { insertNote, jumpNote, placeOfNote } from '../writing/footnotes.js';
import { Page, p } from './page.js';

const sign = (at, id) => ({ from: at, to: at, kind: 'note', value: id });
const article = () => new Page([
  p('aaaa', 'First', { marks: [sign(5, 'n1')] }),
  p('bbbb', 'Second', { marks: [sign(6, 'n2')] }),
  { kind: 'footnotes', id: 'ffff', notes: [{ id: 'n1', text: 'One' }, { id: 'n2', text: 'Two' }] },
]);
const notes = page => page.blocks.find(b => b.kind === 'footnotes')?.notes.map(n => `${n.id} ${n.text}`.trim());

test('A new sign makes its note in the place where readers meet it', () => {
  const page = article().at('aaaa', 2);
  page.run(insertNote(() => 'n3'));
  assert.deepEqual(notes(page), ['n3', 'n1 One', 'n2 Two']);
  assert.deepEqual(page.blocks[0].marks, [sign(2, 'n3'), sign(5, 'n1')]);
  assert.equal(page.blocks.at(-1).id, 'ffff');
});

test('The first note makes the block, at the end', () => {
  const page = new Page([p('aaaa', 'Words'), p('bbbb', 'More')]).at('aaaa', 5);
  page.run(insertNote(() => 'n1'));
  assert.deepEqual(page.blocks.at(-1), { kind: 'footnotes', id: 'new0', notes: [{ id: 'n1', text: '' }] });
});

test('A note goes with its last sign; undo brings both back', () => {
  const page = article();
  page.at('aaaa', 5).change(tr => tr.delete(tr.selection.from, tr.selection.from + 1));
  assert.deepEqual(notes(page), ['n2 Two']);
  page.undo();
  assert.deepEqual(page.blocks, article().blocks);
});

test('A note with two signs stays while one is left', () => {
  const page = new Page([p('aaaa', 'x', { marks: [sign(1, 'n1')] }), p('bbbb', 'y', { marks: [sign(1, 'n1')] }), { kind: 'footnotes', id: 'ffff', notes: [{ id: 'n1', text: 'One' }] }]);
  page.change(tr => tr.delete(0, 4));
  assert.deepEqual(notes(page), ['n1 One']);
});

test('A note that nothing points to stays where it came from', () => {
  const page = new Page([p('aaaa', 'x'), { kind: 'footnotes', id: 'ffff', notes: [{ id: 'n9', text: 'Old' }] }]).at('aaaa', 1);
  page.run(insertNote(() => 'n1'));
  assert.deepEqual(notes(page), ['n1', 'n9 Old']);
});

test('Moved signs renumber their notes', () => {
  const page = article();
  const first = page.state.doc.child(0);
  page.change(tr => tr.delete(0, first.nodeSize).insert(8 + 1, first));
  assert.deepEqual(notes(page), ['n2 Two', 'n1 One']);
});

test('Cut with its paragraph and pasted, a note comes back with its words', () => {
  const page = article();
  const first = page.state.doc.child(0);
  const carried = first.type.create(first.attrs, first.content.replaceChild(1, first.child(1).type.create({ note: 'n1', carried: { text: 'One', marks: [{ from: 0, to: 3, kind: 'em' }] } })));
  page.change(tr => tr.delete(0, first.nodeSize));
  page.change(tr => tr.insert(9, carried));
  assert.deepEqual(page.blocks.at(-1).notes, [{ id: 'n2', text: 'Two' }, { id: 'n1', text: 'One', marks: [{ from: 0, to: 3, kind: 'em' }] }]);
});

test('Two blocks of notes become one, the last of the body', () => {
  const page = article();
  page.change(tr => tr.insert(0, page.state.doc.lastChild.type.create({ id: 'gggg' }, [page.state.doc.lastChild.child(0).type.create({ note: 'n8' })])));
  assert.equal(page.blocks.filter(b => b.kind === 'footnotes').length, 1);
  assert.deepEqual(notes(page).slice(0, 2), ['n1 One', 'n2 Two']);
});

test('From the sign to its note and back', () => {
  const page = article().at('bbbb', 6);
  page.change(tr => tr.setSelection(tr.selection.constructor.create(tr.doc, tr.selection.from + 1)));
  assert.ok(page.run(jumpNote));
  assert.equal(page.state.selection.from, placeOfNote(page.state.doc, 'n2'));
  assert.ok(page.run(jumpNote));
  assert.equal(page.state.selection.$from.parent.attrs.id, 'bbbb');
  assert.equal(page.state.selection.$from.parentOffset, 7);
});
