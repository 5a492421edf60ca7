import assert from 'node:assert/strict';
import test from 'node:test';
import { EditorState, TextSelection } from 'prosemirror-state';
import { blocksIn } from '../body/blocks-in.js';
import { blocksOut } from '../body/blocks-out.js';
import { markdownRules } from '../writing/markdown.js';
import { p } from './page.js';

/** Types letter by letter into one paragraph, as the browser's part of the editor would. */
function typed(text, start = p('aaaa', '')) {
  const rules = markdownRules();
  let state = EditorState.create({ doc: blocksIn([start], () => 'x'), plugins: [rules] });
  state = state.apply(state.tr.setSelection(TextSelection.atEnd(state.doc)));
  const view = { composing: false, get state() { return state; }, dispatch: tr => (state = state.apply(tr)) };
  for (const letter of text) {
    const { from, to } = state.selection;
    if (!rules.props.handleTextInput.call(rules, view, from, to, letter)) {
      state = state.apply(state.tr.insertText(letter, from, to));
    }
  }
  return blocksOut(state.doc);
}

const marksOf = ([{ text, marks }]) => [text, (marks ?? []).map(m => `${m.kind} ${text.slice(m.from, m.to)}`)];

test('Signs at the start of a paragraph make another kind, and the id stays', () => {
  assert.deepEqual(typed('## Who'), [{ kind: 'heading', id: 'aaaa', level: 2, text: 'Who' }]);
  assert.deepEqual(typed('#### Who')[0].level, 4);
  assert.deepEqual(typed('# Who'), [p('aaaa', '# Who')]);
  assert.deepEqual(typed('> Who'), [{ kind: 'quote', id: 'aaaa', text: 'Who' }]);
  assert.deepEqual(typed('- Who'), [{ kind: 'list', id: 'aaaa', ordered: false, items: [{ text: 'Who', level: 0 }] }]);
  assert.deepEqual(typed('12. Who'), [{ kind: 'list', id: 'aaaa', ordered: true, start: 12, items: [{ text: 'Who', level: 0 }] }]);
  assert.deepEqual(typed('```sql x'), [{ kind: 'code', id: 'aaaa', language: 'sql', text: 'x' }]);
  assert.equal(typed('---')[0].kind, 'separator');
});

test('Signs within a sentence are left alone', () => {
  for (const text of ['5 * 3 * 2', 'a_b_c', 'so > that', 'cost: 3. then', '2 ** 3', 'f(x)[1]', '- ']) {
    const [block] = typed('So ' + text);
    assert.equal(block.text, 'So ' + text);
    assert.equal(block.marks, undefined);
  }
});

test('Signs around words make marks', () => {
  assert.deepEqual(marksOf(typed('a **b c** d')), ['a b c d', ['strong b c']]);
  assert.deepEqual(marksOf(typed('**b**')), ['b', ['strong b']]);
  assert.deepEqual(marksOf(typed('an *em* and _em_.')), ['an em and em.', ['em em', 'em em']]);
  assert.deepEqual(marksOf(typed('~~gone~~ `code`')), ['gone code', ['strike gone', 'code code']]);
  assert.deepEqual(marksOf(typed('see [the page](www.kell.example) now')), ['see the page now', ['link the page']]);
  assert.deepEqual(marksOf(typed('no [link](javascript:x)')), ['no [link](javascript:x)', []]);
});

test('Marks land on their words after a line break and a note', () => {
  const [block] = typed('**b**', p('aaaa', 'x\ny ', { marks: [{ from: 1, to: 1, kind: 'note', value: 'n' }] }));
  assert.deepEqual(block.marks, [{ from: 1, to: 1, kind: 'note', value: 'n' }, { from: 4, to: 5, kind: 'strong' }]);
});
