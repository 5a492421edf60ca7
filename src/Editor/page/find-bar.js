import { findNext, foundIn, look, replaceAll, replaceOne, stopLooking } from '../writing/find.js';
import { h, icon } from './dom.js';
import { ICONS } from './icons.js';

/** Looks for words in the article, and puts others in their place. */
export class FindBar {
  /** @param {any} t @param {() => import('prosemirror-view').EditorView} view */
  constructor(t, view) {
    this.t = t;
    this.getView = view;
    const input = (key, more) => h('input', { class: 'ed-input', type: 'text', 'aria-label': t(key), placeholder: t(key), autocomplete: 'off', ...more });
    this.what = input('find.what', { input: () => this.look(), keydown: e => this.key(e, () => this.go(e.shiftKey ? -1 : 1)) });
    this.by = input('find.by', { keydown: e => this.key(e, () => this.run(replaceOne(this.by.value))) });
    const check = key => h('input', { type: 'checkbox', change: () => this.look(), 'data-check': key });
    [this.matchCase, this.wholeWord] = [check('case'), check('word')];
    const button = (key, run, sign) => h('button', { type: 'button', class: 'ed-quiet', 'aria-label': sign ? t(key) : null, title: sign ? t(key) : null, click: run }, sign ? icon(sign) : t(key));
    this.count = h('span', { class: 'ed-hint', role: 'status' });
    this.dom = h('div', { class: 'ed-find', role: 'search', 'aria-label': t('find.label'), hidden: true, keydown: e => e.key === 'Escape' && this.close() },
      h('div', { class: 'ed-row' }, this.what, this.count, button('find.before', () => this.go(-1), ICONS.up), button('find.next', () => this.go(1), ICONS.down), button('close', () => this.close(), ICONS.close)),
      h('div', { class: 'ed-row' }, this.by, button('find.one', () => this.run(replaceOne(this.by.value))), button('find.all', () => this.all())),
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

  look() {
    this.run(look({ text: this.what.value, matchCase: this.matchCase.checked, wholeWord: this.wholeWord.checked }));
  }

  go(step) {
    if (this.dom.hidden) {
      return this.open();
    }
    this.run(findNext(step));
    return true;
  }

  all() {
    const count = foundIn(this.getView().state).length;
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
    const places = this.what.value ? foundIn(state) : [];
    const at = places.findIndex(p => p.from === state.selection.from && p.to === state.selection.to);
    this.count.textContent = this.what.value === '' ? '' : at < 0 ? this.t('find.count', { n: places.length }) : this.t('find.at', { at: at + 1, of: places.length });
  }

  key(event, run) {
    if (event.key === 'Enter') {
      event.preventDefault();
      run();
    }
  }
}
