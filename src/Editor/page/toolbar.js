import { redo, undo } from 'prosemirror-history';
import { insertNote } from '../writing/footnotes.js';
import { startList } from '../writing/lists.js';
import { toggle } from '../writing/marks.js';
import { turnDirection } from '../writing/direction.js';
import { turnInto } from '../writing/turn-into.js';
import { h, icon, newDomId } from './dom.js';
import { ICONS } from './icons.js';

const KINDS = [
  ['paragraph', turnInto('paragraph', {}, false)], ['heading2', turnInto('heading', { level: 2 }, false)], ['heading3', turnInto('heading', { level: 3 }, false)], ['heading4', turnInto('heading', { level: 4 }, false)],
  ['quote', turnInto('quote', {}, false)], ['pullquote', turnInto('pullquote', {}, false)], ['list', startList(false)], ['numbered', startList(true)], ['code', turnInto('code_block', {}, false)],
];

/** The row of tools: one stop of the Tab key, arrow keys within. */
export class Toolbar {
  /** @param {any} desk @param {any} acts what other parts of the page do */
  constructor(desk, acts) {
    Object.assign(this, { desk, acts, t: desk.t });
    const { t } = desk;
    this.kind = h('select', { class: 'ed-select', 'aria-label': t('tools.kind'), change: () => this.setKind() }, ...KINDS.map(([key]) => h('option', { value: key }, t('insert.' + key))), h('option', { value: '', hidden: true }, '—'));
    this.marks = { strong: this.mark('strong'), em: this.mark('em') };
    this.more = this.menu();
    this.dom = h('div', { class: 'ed-tools', role: 'toolbar', 'aria-label': t('tools.label'), keydown: e => this.key(e) },
      this.button('insert', () => acts.insert()), this.kind, this.marks.strong, this.marks.em,
      this.button('link', () => acts.link()), this.button('note', () => this.run(insertNote())), this.button('remark', () => acts.remark()), this.button('record', () => acts.record()), this.button('find', () => acts.find()),
      this.more.button, this.button('help', () => acts.sheet()));
    this.rove(0);
  }

  button(name, run) {
    return h('button', { type: 'button', class: 'ed-tool', 'aria-label': this.t('tools.' + name), title: this.t('tools.' + name), mousedown: e => e.preventDefault(), click: run }, icon(ICONS[name]));
  }

  mark(name) {
    const button = this.button(name, () => this.run(toggle(name)));
    button.setAttribute('aria-pressed', 'false');
    return button;
  }

  menu() {
    const { t, desk, acts } = this;
    const id = newDomId();
    const item = (key, run) => h('button', { type: 'button', class: 'ed-item', role: 'menuitem', tabindex: '-1', click: () => { close(); run(); } }, t('more.' + key));
    const box = h('div', { id, class: 'ed-pop ed-more', role: 'menu', 'aria-label': t('tools.more'), hidden: true, keydown: e => keys(e), focusout: e => e.relatedTarget && !box.contains(e.relatedTarget) && e.relatedTarget !== button && close() },
      ...['strike', 'code', 'sub', 'sup'].map(name => item(name, () => this.run(toggle(name)))),
      item('lang', acts.language), item('direction', () => this.run(turnDirection(desk.language()))), item('tk', acts.tk), item('undo', () => this.run(undo)), item('redo', () => this.run(redo)));
    const button = this.button('more', () => (box.hidden ? open() : close()));
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-controls', id);
    const open = () => {
      box.hidden = false;
      button.setAttribute('aria-expanded', 'true');
      const at = button.getBoundingClientRect();
      box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
      box.style.top = `${at.bottom + 4}px`;
      box.firstChild.focus();
    };
    const close = () => {
      box.hidden = true;
      button.setAttribute('aria-expanded', 'false');
    };
    const keys = event => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const all = [...box.children];
      if (step) {
        event.preventDefault();
        all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
      } else if (event.key === 'Escape' || event.key === 'Tab') {
        close();
        button.focus();
      }
    };
    return { button, box };
  }

  run(command) {
    const view = this.acts.view();
    command(view.state, view.dispatch, view);
    view.focus();
  }

  setKind() {
    const [, command] = KINDS.find(([key]) => key === this.kind.value) ?? [];
    if (command) {
      this.run(command);
    }
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -99, End: 99 }[event.key];
    if (!step || (event.target === this.kind && event.key.startsWith('Arrow') && event.altKey)) {
      return;
    }
    event.preventDefault();
    const all = [...this.dom.children];
    const at = Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement) + step));
    this.rove(at);
    all[at].focus();
  }

  rove(at) {
    [...this.dom.children].forEach((tool, i) => tool.setAttribute('tabindex', i === at ? '0' : '-1'));
  }

  /** Shows what the cursor stands in. @param {import('prosemirror-state').EditorState} state */
  show(state) {
    const { $from, empty, from, to } = state.selection;
    const kind = kindAt($from);
    if (this.kind.value !== kind) {
      this.kind.value = kind;
    }
    for (const [name, button] of Object.entries(this.marks)) {
      const type = state.schema.marks[name];
      const isOn = String(Boolean(empty ? type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type)));
      if (button.getAttribute('aria-pressed') !== isOn) {
        button.setAttribute('aria-pressed', isOn);
      }
    }
  }
}

function kindAt($from) {
  const block = $from.depth ? $from.node(1) : null;
  const name = block?.type.name;
  return { heading: `heading${block?.attrs.level}`, code_block: 'code', list: block?.attrs.ordered ? 'numbered' : 'list', paragraph: 'paragraph', quote: 'quote', pullquote: 'pullquote' }[name] ?? '';
}
