import { InputRule, inputRules, undoInputRule } from 'prosemirror-inputrules';
import { EditorState, TextSelection } from 'prosemirror-state';
import { cleanAddress } from '../body/address.js';
import { schema } from '../body/schema.js';
import { startList } from './lists.js';
import { turnInto } from './turn-into.js';

const { marks, nodes } = schema;

/** What is typed at the start of a paragraph and then gone: the paragraph becomes another kind. */
function lineRule(pattern, commandOf) {
  return new InputRule(pattern, (state, match, start, end) => {
    const $start = state.doc.resolve(start);
    if ($start.parent.type !== nodes.paragraph && !($start.parent.type === nodes.heading && /#/.test(pattern.source))) {
      return null;
    }
    const tr = state.tr.delete(start, end);
    return continueWith(tr, commandOf(match));
  });
}

// Runs a command on what a transaction made, and gives both as one.
function continueWith(tr, command) {
  let done = null;
  // Without plugins: what they append comes when the whole is applied.
  command(EditorState.create({ doc: tr.doc, selection: tr.selection }), next => (done = next));
  done?.steps.forEach(step => tr.step(step));
  return done ? tr.setSelection(TextSelection.create(tr.doc, done.selection.anchor, done.selection.head)) : null;
}

/** Text between two signs gets a mark, and the signs go. */
function markRule(pattern, mark) {
  return new InputRule(pattern, (state, match, start, end) => {
    const [whole, before, text] = match;
    const from = start + before.length;
    const $from = state.doc.resolve(from);
    if (!$from.parent.type.allowsMarkType(mark) || $from.marks().some(m => m.type === marks.code)) {
      return null;
    }
    const openEnd = from + (whole.length - before.length - text.length) / 2;
    const tr = state.tr;
    // The last sign has not been put in yet: only what stands before it is there to delete.
    const textEnd = openEnd + text.length;
    if (textEnd < end) {
      tr.delete(textEnd, end);
    }
    tr.delete(from, openEnd);
    return tr.addMark(from, from + text.length, mark.create()).removeStoredMark(mark);
  });
}

const codeFence = lineRule(/^```(\w*)\s$/, match => turnInto('code_block', { language: match[1] || null }, false));

const line = new InputRule(/^(?:---|—-|\*\*\*)$/, (state, _match, start, end) => {
  const $start = state.doc.resolve(start);
  if ($start.parent.type !== nodes.paragraph || $start.depth !== 1) {
    return null;
  }
  const tr = state.tr.delete(start, end).insert($start.before(1), nodes.separator.create());
  return tr;
});

const link = new InputRule(/\[([^\][]+)\]\(([^()\s]+)\)$/, (state, match, start, end) => {
  const address = cleanAddress(match[2]);
  if (!address || !state.doc.resolve(start).parent.type.allowsMarkType(marks.link)) {
    return null;
  }
  const textStart = start + 1;
  const tr = state.tr.delete(textStart + match[1].length, end).delete(start, textStart);
  return tr.addMark(start, start + match[1].length, marks.link.create({ value: address })).removeStoredMark(marks.link);
});

/** Markdown as it is typed. */
export const markdownRules = () => inputRules({
  rules: [
    lineRule(/^(#{2,4})\s$/, match => turnInto('heading', { level: match[1].length }, false)),
    lineRule(/^>\s$/, () => turnInto('quote', {}, false)),
    lineRule(/^[-*•]\s$/, () => startList(false)),
    lineRule(/^(\d{1,4})[.)]\s$/, match => startList(true, Number(match[1]) === 1 ? null : Number(match[1]))),
    codeFence,
    line,
    link,
    markRule(/(^|[^*])\*\*([^\s*](?:[^*]*[^\s*])?)\*\*$/, marks.strong),
    markRule(/(^|[^*])\*([^\s*](?:[^*]*[^\s*])?)\*$/, marks.em),
    markRule(/(^|[\s(“"'])_([^\s_](?:[^_]*[^\s_])?)_$/, marks.em),
    markRule(/(^|[^~])~~([^\s~](?:[^~]*[^\s~])?)~~$/, marks.strike),
    markRule(/(^|[^`])`([^`]+)`$/, marks.code),
  ],
});

export { undoInputRule };
