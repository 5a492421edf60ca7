import { cleanAddress } from '../body/address.js';
import { linkText, setValue, stretchOf } from '../writing/marks.js';
import { h, placeAt } from './dom.js';
import { Listbox } from './listbox.js';

/** Sets, changes or removes a link; words that are no address look for an own article. */
export class LinkBox {
  /** @param {any} desk @param {HTMLElement} root */
  constructor(desk, root) {
    this.desk = desk;
    const { t } = desk;
    this.list = new Listbox(t('own.label'), article => this.apply(article.address, article.title));
    this.input = h('input', { class: 'ed-input', type: 'text', inputmode: 'url', 'aria-label': t('link.address'), placeholder: t('link.hint'), autocomplete: 'off', 'aria-controls': this.list.id, input: () => this.typed(), keydown: e => this.key(e) });
    this.fault = h('p', { class: 'ed-fault', role: 'alert', hidden: true });
    this.remove = h('button', { type: 'button', class: 'ed-quiet', click: () => this.apply(null) }, t('link.remove'));
    this.dom = h('div', { class: 'ed-pop ed-link', role: 'dialog', 'aria-label': t('link.label'), hidden: true, keydown: e => e.key === 'Escape' && (e.stopPropagation(), this.close()), focusout: e => this.left(e) },
      h('div', { class: 'ed-row' }, this.input, h('button', { type: 'button', class: 'ed-button', click: () => this.enter() }, t('link.set')), this.remove),
      this.fault, this.list.dom);
    root.append(this.dom);
  }

  open(view) {
    this.view = view;
    const { value, from } = stretchOf(view.state, 'link');
    this.input.value = value ?? '';
    this.remove.hidden = !value;
    this.fault.hidden = true;
    this.list.show([]);
    this.dom.hidden = false;
    placeAt(this.dom, view.coordsAtPos(from));
    this.input.focus();
    this.input.select();
    return true;
  }

  typed() {
    this.fault.hidden = true;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.search(), 150);
  }

  async search() {
    const query = this.input.value.trim();
    const found = query.length < 2 || cleanAddress(query) ? [] : await this.desk.server.findArticles(query);
    if (query === this.input.value.trim()) {
      this.list.show(found.slice(0, 6).map(a => ({ ...a, label: a.title, hint: this.desk.t('state.' + a.state) })));
    }
  }

  key(event) {
    if (event.key === 'Enter' && this.list.items.length === 0) {
      event.preventDefault();
      this.enter();
    } else if (event.key !== 'Tab' && this.list.key(event)) {
      event.preventDefault();
    }
  }

  enter() {
    const raw = this.input.value.trim();
    const address = raw === '' ? null : cleanAddress(raw);
    if (raw !== '' && !address) {
      this.fault.textContent = this.desk.t('link.fault');
      this.fault.hidden = false;
      return;
    }
    this.apply(address);
  }

  apply(address, title = null) {
    const { view } = this;
    const range = stretchOf(view.state, 'link');
    if (address !== null && range.from === range.to) {
      view.dispatch(linkText(view.state.tr, range, title ?? address, address));
    } else {
      setValue('link', address)(view.state, view.dispatch);
    }
    this.close();
  }

  left(event) {
    if (!this.dom.contains(event.relatedTarget) && event.relatedTarget !== null) {
      this.dom.hidden = true;
    }
  }

  close() {
    this.dom.hidden = true;
    this.view.focus();
  }
}
