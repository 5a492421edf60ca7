import { h, icon } from './dom.js';
import { ICONS } from './icons.js';

/** Short notes to the writer, at the foot of the page; they stay until they are closed or the next one comes. */
export class Said {
  /** @param {any} t */
  constructor(t) {
    this.words = h('div', { class: 'ed-said-words' });
    this.close = h('button', { type: 'button', class: 'ed-quiet', 'aria-label': t('close'), click: () => this.clear() }, icon(ICONS.close));
    this.box = h('div', { class: 'ed-said-box', hidden: true }, this.words, this.close);
    this.dom = h('div', { class: 'ed-said', role: 'status' }, this.box);
  }

  /** @param {string} message @param {string[]} [lines] @param {{label: string, run: () => void}} [act] */
  say(message, lines = [], act = undefined) {
    this.words.replaceChildren(
      h('p', null, message),
      ...(lines.length ? [h('ul', null, ...lines.map(line => h('li', null, line)))] : []),
      ...(act ? [h('button', { type: 'button', class: 'ed-button', click: () => { this.clear(); act.run(); } }, act.label)] : []));
    this.box.hidden = false;
    clearTimeout(this.timer);
    // Long enough to read twice; what needs an answer stays.
    if (!act) {
      this.timer = setTimeout(() => this.clear(), 8000 + 40 * [message, ...lines].join('').length);
    }
  }

  clear() {
    this.box.hidden = true;
    this.words.replaceChildren();
  }
}
