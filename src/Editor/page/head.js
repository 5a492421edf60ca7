import { grow, h } from './dom.js';

/** Title and standfirst: the first two lines of the page. */
export class Head {
  /** @param {any} t @param {{title?: string, standfirst?: string}} content @param {() => void} changed */
  constructor(t, content, changed, goOn) {
    this.goOn = goOn;
    this.changed = changed;
    this.title = this.line('ed-title', t('title'), 1, content.title, changed);
    this.standfirst = this.line('ed-stand', t('standfirst'), 2, content.standfirst, changed);
    this.dom = h('header', { class: 'ed-head' }, this.title, this.standfirst);
  }

  line(name, label, _rows, value, changed) {
    const area = h('textarea', { class: name, rows: 1, 'aria-label': label, placeholder: label, spellcheck: 'true', input: () => { this.oneLine(area); grow(area); changed(); }, keydown: event => this.key(event, area) });
    area.value = value ?? '';
    return area;
  }

  oneLine(area) {
    if (area.value.includes('\n')) {
      const at = area.selectionStart;
      area.value = area.value.replace(/\s*\n\s*/g, ' ');
      area.setSelectionRange(at, at);
    }
  }

  key(event, area) {
    const isTitle = area === this.title;
    const { selectionStart, selectionEnd, value } = area;
    const atEnd = selectionStart === selectionEnd && selectionEnd === value.length;
    const atStart = selectionStart === 0 && selectionEnd === 0;
    if ((event.key === 'Enter' && !event.isComposing) || (event.key === 'ArrowDown' && atEnd)) {
      event.preventDefault();
      isTitle ? this.standfirst.focus() : this.goOn();
    } else if (!isTitle && atStart && (event.key === 'ArrowUp' || event.key === 'Backspace')) {
      event.preventDefault();
      this.focusEnd(this.title);
    }
  }

  focusEnd(area = this.standfirst) {
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }

  get lines() {
    return [this.title, this.standfirst];
  }

  /** Shows a stretch of a line as chosen; the focus stays where it is. @param {{area: HTMLTextAreaElement, from: number, to: number}} place */
  choose({ area, from, to }) {
    const before = document.activeElement;
    area.focus();
    area.setSelectionRange(from, to);
    before?.focus?.();
  }

  /** @param {{area: HTMLTextAreaElement, from: number, to: number}[]} places @param {string} text */
  replace(places, text) {
    if (places.length && !this.title.readOnly) {
      places.toReversed().forEach(({ area, from, to }) => area.setRangeText(text, from, to, 'end'));
      this.lines.forEach(grow);
      this.changed();
    }
  }

  get value() {
    return { title: this.title.value, standfirst: this.standfirst.value };
  }

  /** @param {{title?: string, standfirst?: string}} content */
  show({ title, standfirst }) {
    [[this.title, title], [this.standfirst, standfirst]].forEach(([area, value]) => {
      if (area.value !== (value ?? '')) {
        area.value = value ?? '';
      }
      grow(area);
    });
  }

  set isReadOnly(value) {
    this.title.readOnly = this.standfirst.readOnly = value;
  }
}
