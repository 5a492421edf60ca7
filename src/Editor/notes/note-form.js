import { grow, h } from '../page/dom.js';
import { Listbox } from '../page/listbox.js';

/** Writes a note to a paragraph; "@" and a few letters name a colleague. */
export class NoteForm {
  /** @param {any} t @param {{id: string, name: string}[]} staff @param {(text: string, mentions: string[]) => Promise<string | null>} send @param {() => void} close */
  constructor(t, staff, send, close) {
    Object.assign(this, { t, staff, send, close });
    this.list = new Listbox(t('remarks.people'), choice => this.mention(choice.label));
    this.list.dom.hidden = true;
    this.text = h('textarea', { class: 'ed-input', rows: 2, 'aria-label': t('remarks.text'), placeholder: t('remarks.hint'), 'aria-controls': this.list.id, input: () => this.typed(), keydown: e => this.key(e) });
    this.fault = h('p', { class: 'ed-fault', role: 'alert', hidden: true });
    this.dom = h('form', { class: 'ed-remark ed-remark-form', submit: e => { e.preventDefault(); void this.submit(); } }, this.text, this.list.dom, this.fault,
      h('div', { class: 'ed-acts' }, h('button', { class: 'ed-button' }, t('remarks.add')), h('button', { type: 'button', class: 'ed-quiet', click: close }, t('cancel'))));
  }

  typed() {
    grow(this.text);
    const query = /(?:^|\s)@([\p{L}' .-]{0,30})$/u.exec(this.text.value.slice(0, this.text.selectionStart))?.[1];
    const found = query === undefined ? [] : this.staff.filter(p => p.name.toLocaleLowerCase().split(' ').some((_, i, words) => words.slice(i).join(' ').startsWith(query.toLocaleLowerCase())));
    this.query = query;
    this.list.show(found.slice(0, 6).map(p => ({ label: p.name, run() {} })));
    this.list.dom.hidden = found.length === 0;
    this.tellActive();
  }

  tellActive() {
    const id = this.list.dom.hidden ? null : this.list.activeId;
    id ? this.text.setAttribute('aria-activedescendant', id) : this.text.removeAttribute('aria-activedescendant');
  }

  key(event) {
    if (!this.list.dom.hidden && this.list.key(event)) {
      event.preventDefault();
      this.tellActive();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.submit();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.list.dom.hidden ? this.close() : (this.list.dom.hidden = true);
    }
  }

  mention(name) {
    const at = this.text.selectionStart;
    const start = at - this.query.length;
    this.text.setRangeText(`${name} `, start, at, 'end');
    this.list.dom.hidden = true;
    this.text.focus();
  }

  async submit() {
    const text = this.text.value.trim();
    if (text === '') {
      return;
    }
    const mentions = this.staff.filter(p => text.includes(`@${p.name}`)).map(p => p.id);
    const fault = await this.send(text, mentions);
    this.fault.hidden = !fault;
    this.fault.textContent = fault ?? '';
    if (!fault) {
      this.close();
    }
  }
}
