import { h, placeAt } from './dom.js';

/** Asks for one line of text, at the cursor. */
export class AskBox {
  /** @param {any} t @param {HTMLElement} root */
  constructor(t, root) {
    this.input = h('input', { class: 'ed-input', type: 'text', autocomplete: 'off', keydown: e => e.key === 'Enter' && (e.preventDefault(), this.answer(this.input.value.trim())) });
    this.fault = h('p', { class: 'ed-fault', role: 'alert', hidden: true });
    this.ok = h('button', { type: 'button', class: 'ed-button', click: () => this.answer(this.input.value.trim()) }, t('ok'));
    this.dom = h('div', { class: 'ed-pop ed-ask', role: 'dialog', hidden: true, keydown: e => e.key === 'Escape' && (e.stopPropagation(), this.answer(null)) }, h('div', { class: 'ed-row' }, this.input, this.ok), this.fault);
    root.append(this.dom);
  }

  /**
   * @param {any} view @param {string} label @param {string} value
   * @param {(text: string) => Promise<string | null> | string | null} take says what is wrong, or null
   */
  open(view, label, value, take) {
    Object.assign(this, { view, take });
    this.input.value = value;
    this.input.placeholder = label;
    this.input.setAttribute('aria-label', label);
    this.dom.setAttribute('aria-label', label);
    this.fault.hidden = true;
    this.dom.hidden = false;
    placeAt(this.dom, view.coordsAtPos(view.state.selection.from));
    this.input.focus();
    return true;
  }

  async answer(text) {
    const fault = text === null ? null : await this.take(text);
    if (fault) {
      this.fault.textContent = fault;
      this.fault.hidden = false;
      return;
    }
    this.dom.hidden = true;
    this.view.focus();
  }
}
