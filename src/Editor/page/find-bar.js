import { foundIn, look, matchesIn, replaceAll, replaceOne, select, stopLooking } from '../writing/find.js';
import { h, icon } from './dom.js';
import { ICONS } from './icons.js';

/** Looks for words in the article, and puts others in their place. */
export class FindBar {
  /** @param {any} t @param {import('./head.js').Head} head @param {() => import('prosemirror-view').EditorView} view */
  constructor(t, head, view) {
    this.t = t;
    this.head = head;
    this.getView = view;
    /** Number of the place in title or standfirst that is chosen. @type {number | null} */
    this.inHead = null;
    const input = (key, more) => h('input', { class: 'ed-input', type: 'text', 'aria-label': t(key), placeholder: t(key), autocomplete: 'off', ...more });
    this.what = input('find.what', { input: () => this.look(), keydown: e => this.key(e, () => this.go(e.shiftKey ? -1 : 1)) });
    this.by = input('find.by', { keydown: e => this.key(e, () => this.one()) });
    const check = key => h('input', { type: 'checkbox', change: () => this.look(), 'data-check': key });
    [this.matchCase, this.wholeWord] = [check('case'), check('word')];
    const button = (key, run, sign) => h('button', { type: 'button', class: 'ed-quiet', 'aria-label': sign ? t(key) : null, title: sign ? t(key) : null, click: run }, sign ? icon(sign) : t(key));
    this.count = h('span', { class: 'ed-hint', role: 'status' });
    this.dom = h('div', { class: 'ed-find', role: 'search', 'aria-label': t('find.label'), hidden: true, keydown: e => e.key === 'Escape' && this.close() },
      h('div', { class: 'ed-row' }, this.what, this.count, button('find.before', () => this.go(-1), ICONS.up), button('find.next', () => this.go(1), ICONS.down), button('close', () => this.close(), ICONS.close)),
      h('div', { class: 'ed-row' }, this.by, button('find.one', () => this.one()), button('find.all', () => this.all())),
      h('div', { class: 'ed-row' }, h('label', { class: 'ed-check' }, this.matchCase, h('span', null, t('find.case'))), h('label', { class: 'ed-check' }, this.wholeWord, h('span', null, t('find.word')))));
  }

  open() {
    const { state } = this.getView();
    const chosen = state.doc.textBetween(state.selection.from, state.selection.to);
    if (chosen && chosen.length < 80) {
      this.what.value = chosen;
    }
    this.dom.hidden = false;
    this.what.focus();
    this.what.select();
    this.look();
    return true;
  }

  close() {
    this.dom.hidden = true;
    this.run(stopLooking);
    this.getView().focus();
  }

  get query() {
    return { text: this.what.value, matchCase: this.matchCase.checked, wholeWord: this.wholeWord.checked };
  }

  look() {
    this.inHead = null;
    this.run(look(this.query));
  }

  /** Places in title and standfirst, which stand before those of the text. */
  headPlaces() {
    return this.head.lines.flatMap(area => matchesIn(area.value, this.query).map(match => ({ area, ...match })));
  }

  go(step) {
    if (this.dom.hidden) {
      return this.open();
    }
    const inText = foundIn(this.getView().state);
    const inHead = this.headPlaces();
    const all = [...inHead, ...inText];
    if (all.length) {
      const to = (this.at(inHead, inText, step) + all.length) % all.length;
      this.inHead = to < inHead.length ? to : null;
      this.inHead === null ? this.run(select(inText[to - inHead.length])) : this.head.choose(inHead[to]);
      this.tell();
    }
    return true;
  }

  /** The number of the next place in that direction. */
  at(inHead, inText, step) {
    if (this.inHead !== null) {
      return this.inHead + step;
    }
    const { from, to } = this.getView().state.selection;
    const next = step > 0 ? inText.findIndex(p => p.from >= to) : inText.findLastIndex(p => p.to <= from);
    return next < 0 ? (step > 0 ? 0 : inHead.length - 1) : inHead.length + next;
  }

  one() {
    const place = this.inHead === null ? null : this.headPlaces()[this.inHead];
    if (place) {
      this.head.replace([place], this.by.value);
      this.inHead--;
      this.go(1);
    } else {
      this.run(replaceOne(this.by.value));
    }
  }

  all() {
    const inHead = this.headPlaces();
    const count = foundIn(this.getView().state).length + inHead.length;
    this.head.replace(inHead, this.by.value);
    this.run(replaceAll(this.by.value));
    this.count.textContent = this.t('find.replaced', { n: count });
  }

  run(command) {
    const view = this.getView();
    command(view.state, view.dispatch, view);
    this.tell();
  }

  tell() {
    const { state } = this.getView();
    const inHead = this.headPlaces();
    const inText = foundIn(state);
    const of = inHead.length + inText.length;
    const here = inText.findIndex(p => p.from === state.selection.from && p.to === state.selection.to);
    const at = this.inHead ?? (here < 0 ? -1 : inHead.length + here);
    this.count.textContent = this.what.value === '' ? '' : at < 0 ? this.t('find.count', { n: of }) : this.t('find.at', { at: at + 1, of });
  }

  key(event, run) {
    if (event.key === 'Enter') {
      event.preventDefault();
      run();
    }
  }
}
