import { freshId } from '../body/ids.js';
import { h, newDomId } from '../page/dom.js';
import { settle } from './merge.js';
import { diffWords } from './words-diff.js';

const CHOICES = ['theirs', 'mine', 'both'];

/** Two people changed one article: what both changed, side by side, for the writer to choose. */
export class MergeView {
  /** @param {any} t */
  constructor(t) {
    this.t = t;
    this.dom = h('dialog', { class: 'ed-merge', 'aria-label': t('merge.label'), cancel: event => event.preventDefault(), keydown: event => this.key(event) });
  }

  /**
   * @param {import('./merge.js').Merged} merged @param {string} who saved the other form
   * @returns {Promise<any | null>} the content as chosen; null: not now
   */
  open(merged, who) {
    const { t } = this;
    this.merged = merged;
    this.choices = new Map();
    this.rows = merged.conflicts.map((conflict, i) => this.row(conflict, i));
    this.done = h('button', { type: 'button', class: 'ed-button', disabled: merged.conflicts.length > 0, click: () => this.finish() }, t('merge.keep', { n: merged.conflicts.length }));
    this.left = h('p', { class: 'ed-hint', role: 'status' });
    const taken = merged.taken.theirs + merged.taken.mine;
    this.dom.replaceChildren(...[
      h('h2', null, t('merge.label')),
      h('p', null, t('merge.what', { who, n: merged.conflicts.length })),
      taken > 0 && h('p', { class: 'ed-hint' }, t('merge.taken', { theirs: merged.taken.theirs, mine: merged.taken.mine })),
      h('p', { class: 'ed-hint' }, t('merge.keys')),
      h('ol', { class: 'ed-conflicts' }, ...this.rows.map(r => r.dom)),
      h('div', { class: 'ed-acts' }, this.done, h('button', { type: 'button', class: 'ed-quiet', click: () => this.finish(null) }, t('merge.later')), this.left),
    ].filter(Boolean));
    this.tell();
    this.dom.showModal();
    this.rows[0]?.radios[0].focus();
    return new Promise(resolve => (this.resolve = resolve));
  }

  row(conflict, index) {
    const { t } = this;
    const name = newDomId();
    const canBoth = conflict.part !== 'field' && conflict.theirs && conflict.mine;
    const radios = CHOICES.filter(c => c !== 'both' || canBoth).map(choice => h('input', { type: 'radio', name, value: choice, change: () => this.choose(index, choice) }));
    const side = (choice, value) => h('label', { class: 'ed-side' }, h('span', { class: 'ed-side-head' }, radios[CHOICES.indexOf(choice)], t('merge.' + choice)), h('span', { class: 'ed-side-text' }, ...shown(textOf(conflict.base), value === undefined ? null : textOf(value), t)));
    const label = conflict.part === 'field' ? t(conflict.name === 'title' || conflict.name === 'standfirst' ? conflict.name : 'merge.field', { name: conflict.name }) : t('kind.' + ((conflict.mine ?? conflict.theirs).kind ?? 'footnote'));
    const dom = h('li', null, h('fieldset', null, h('legend', null, label), h('div', { class: 'ed-sides' }, side('theirs', conflict.theirs), side('mine', conflict.mine)), canBoth && h('label', { class: 'ed-check' }, radios[2], h('span', null, t('merge.both'))),
      conflict.base !== undefined && h('details', null, h('summary', null, t('merge.base')), h('p', { class: 'ed-side-text' }, textOf(conflict.base)))));
    return { dom, radios, key: conflict.key };
  }

  choose(index, choice) {
    const row = this.rows[index];
    this.choices.set(row.key, choice);
    row.radios.forEach(r => (r.checked = r.value === choice));
    this.tell();
  }

  tell() {
    const open = this.rows.length - this.choices.size;
    this.done.disabled = open > 0;
    this.left.textContent = open > 0 ? this.t('merge.left', { n: open }) : '';
  }

  // 1, 2, 3 choose in the row with the focus and go on to the next.
  key(event) {
    const choice = CHOICES[Number(event.key) - 1];
    const index = this.rows.findIndex(r => r.dom.contains(document.activeElement));
    if (choice && index >= 0 && this.rows[index].radios.some(r => r.value === choice)) {
      event.preventDefault();
      this.choose(index, choice);
      (this.rows[index + 1]?.radios[0] ?? this.done).focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.finish(null);
    }
  }

  finish(result = settle(this.merged, this.choices, freshId)) {
    this.dom.close();
    this.resolve(result);
  }
}

function shown(before, after, t) {
  if (after === null) {
    return [h('em', null, t('merge.gone'))];
  }
  return diffWords(before, after).filter(p => p.is !== 'gone').map(p => (p.is === 'new' ? h('ins', null, p.text) : p.text));
}

/** Everything of a block, or a field, that can be read. @param {any} value @returns {string} */
export function textOf(value) {
  if (value === undefined || value === null) {
    return '';
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.map(textOf).join(', ');
  }
  const { text, title, name, caption, credit, alt, url, items, rows, figures, notes, cite } = value;
  const inner = [items, rows?.flat(), figures, notes].flatMap(list => (list ?? []).map(textOf));
  const own = [title, name, text, ...inner, caption, credit, alt, cite, url].filter(Boolean);
  return own.length ? own.join('\n') : Object.entries(value).filter(([k]) => !['id', 'kind'].includes(k)).map(([k, v]) => `${k}: ${JSON.stringify(v)}`).join('\n');
}
