import { h } from './dom.js';

/** What stands in the way of writing, above the text: who has the article, another tab, a text that is kept here. */
export class Banner {
  constructor() {
    this.dom = h('div', { class: 'ed-banner', role: 'alert', hidden: true });
  }

  /** @param {string} message @param {string | null} detail @param {{label: string, run: () => void, isMain?: boolean}[]} acts */
  show(message, detail, acts) {
    this.dom.replaceChildren(
      h('div', null, h('p', { class: 'ed-banner-head' }, message), detail && h('p', null, detail)),
      h('div', { class: 'ed-acts' }, ...acts.map(act => h('button', { type: 'button', class: act.isMain ? 'ed-button' : 'ed-quiet', click: act.run }, act.label))));
    this.dom.hidden = false;
  }

  /** One more sentence. @param {string} detail */
  add(detail) {
    this.dom.firstChild?.append(h('p', null, detail));
  }

  hide() {
    this.dom.hidden = true;
    this.dom.replaceChildren();
  }
}
