import { grow, h, newDomId } from '../page/dom.js';

const KINDS = ['quote', 'event', 'actor', 'source'];
const ACTORS = ['person', 'org', 'state', 'place'];
// What each kind asks for; "text" begins with the words that were selected where they are a name.
const FIELDS = { quote: ['who', 'venue', 'when', 'new_as'], event: ['text', 'who', 'when', 'new_as'], actor: ['text', 'new_as'], source: ['text', 'who', 'when'] };

/** Says what the selected words are: somebody's words, a happening, a person or body, a source. */
export class RecordForm {
  /** @param {any} t @param {{block: string, start: number, words: string}} pick @param {(claim: any) => Promise<any>} send gives the refusal, or null @param {() => void} close */
  constructor(t, pick, send, close) {
    Object.assign(this, { t, pick, send, close });
    this.block = pick.block;
    this.kind = 'quote';
    this.fault = h('p', { class: 'ed-fault', role: 'alert', hidden: true });
    this.fields = h('div', { class: 'ed-record-fields' });
    this.kinds = KINDS.map(kind => h('button', { type: 'button', class: 'ed-quiet', 'data-kind': kind, 'aria-pressed': 'false', click: () => this.choose(kind) }, t(`record.${kind}`)));
    this.dom = h('form', { class: 'ed-remark ed-remark-form ed-record-form', 'data-block': pick.block, submit: e => { e.preventDefault(); void this.submit(); }, keydown: e => e.key === 'Escape' && (e.stopPropagation(), this.close()) },
      h('p', { class: 'ed-record-words', dir: 'auto' }, pick.words.length > 120 ? `${pick.words.slice(0, 120)}…` : pick.words),
      h('div', { class: 'ed-row', role: 'group', 'aria-label': t('record.what') }, ...this.kinds),
      this.fields, this.fault,
      h('div', { class: 'ed-acts' }, h('button', { class: 'ed-button' }, t('record.keep')), h('button', { type: 'button', class: 'ed-quiet', click: close }, t('cancel'))));
    this.choose('quote');
  }

  /** Where the cursor goes when the form opens. */
  get text() {
    return this.fields.querySelector('input, textarea');
  }

  choose(kind) {
    this.kind = kind;
    this.kinds.forEach(button => button.setAttribute('aria-pressed', String(button.dataset.kind === kind)));
    const kept = Object.fromEntries(Object.entries(this.inputs ?? {}).map(([name, input]) => [name, input.value]));
    this.inputs = {};
    this.fields.replaceChildren(...FIELDS[kind].map(name => this.field(name, kept[name])));
    this.fault.hidden = true;
    if (kind === 'actor' || kind === 'source') {
      this.inputs.text.value ||= this.pick.words.slice(0, 200);
    }
    this.text?.focus();
  }

  field(name, value = '') {
    const { t, kind } = this;
    const id = newDomId();
    const label = name === 'text' ? t(`record.text_${kind}`) : name === 'who' && kind === 'source' ? t('record.publisher') : t(`record.${name}`);
    const input = name === 'new_as'
      ? h('select', { id, class: 'ed-select' }, kind !== 'actor' && h('option', { value: '' }, t('record.ask')), ...ACTORS.map(of => h('option', { value: of }, t(`record.as_${of}`))))
      : h('input', { id, class: 'ed-input', type: 'text', autocomplete: 'off', placeholder: name === 'when' ? t('record.when_hint') : null, input: e => grow(e.target) });
    input.value = value || input.value;
    this.inputs[name] = input;
    return h('div', { class: 'ed-record-field' }, h('label', { for: id }, label), input);
  }

  async submit() {
    const typed = Object.fromEntries(Object.entries(this.inputs).map(([name, input]) => [name, input.value.trim()]).filter(([, value]) => value !== ''));
    const refusal = await this.send({ kind: this.kind, ...this.pick, ...typed });
    if (!refusal) {
      this.close();
      return;
    }
    this.fault.textContent = refusal.message ?? this.t('record.failed');
    this.fault.hidden = false;
    if (refusal.code === 'new_actor') {
      this.inputs.new_as?.focus();
    }
  }
}
