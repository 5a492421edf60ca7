import { h, newDomId } from './dom.js';

/**
 * A list of things to choose from while the focus stays in the text.
 * @typedef {{label: string, hint?: string, run: () => void}} Choice
 */
export class Listbox {
  /** @param {string} label @param {(choice: Choice) => void} choose */
  constructor(label, choose) {
    this.id = newDomId();
    this.choose = choose;
    this.items = [];
    this.index = 0;
    this.dom = h('ul', { id: this.id, class: 'ed-list', role: 'listbox', 'aria-label': label });
  }

  /** @param {Choice[]} items */
  show(items) {
    this.items = items;
    this.index = 0;
    this.dom.replaceChildren(...items.map((item, i) => h('li', {
      id: `${this.id}-${i}`, role: 'option', 'aria-selected': i === 0 ? 'true' : 'false',
      mousedown: event => { event.preventDefault(); this.choose(item); },
      mousemove: () => this.move(i - this.index),
    }, h('span', null, item.label), item.hint && h('span', { class: 'ed-hint' }, item.hint))));
  }

  move(step) {
    if (this.items.length === 0 || step === 0) {
      return;
    }
    this.dom.children[this.index].setAttribute('aria-selected', 'false');
    this.index = (this.index + step + this.items.length) % this.items.length;
    this.dom.children[this.index].setAttribute('aria-selected', 'true');
    this.dom.children[this.index].scrollIntoView({ block: 'nearest' });
  }

  get activeId() {
    return this.items.length ? `${this.id}-${this.index}` : null;
  }

  /** True when the key was meant for the list. @param {KeyboardEvent} event */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.items.length) {
      this.move(step);
      return true;
    }
    if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && this.items.length) {
      this.choose(this.items[this.index]);
      return true;
    }
    return false;
  }
}
