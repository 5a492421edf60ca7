import { placeOf } from '../body/ids.js';
import { h } from '../page/dom.js';
import { RecordForm } from './record-form.js';
import { pickOf } from './pick.js';

/** What the article's record says, beside the paragraphs that say it; and the way for selected words into it. */
export class Record {
  /** @param {any} desk @param {import('../notes/rail.js').Rail} rail @param {() => import('prosemirror-view').EditorView} view */
  constructor(desk, rail, view) {
    Object.assign(this, { desk, rail, getView: view, t: desk.t });
    this.cards = [];
  }

  async load() {
    const reply = await this.desk.server.record();
    if (reply.ok) {
      this.cards = reply.body?.cards ?? [];
      this.show();
    }
  }

  /** One card for each paragraph: what is in the record, and how much waits. */
  show() {
    const blocks = Map.groupBy(this.cards, card => card.block);
    const { doc } = this.getView().state;
    this.rail.others = [...blocks].filter(([block]) => block && placeOf(doc, block) >= 0).map(([block, cards]) => ({ block, dom: this.card(block, cards) }));
    this.rail.draw();
  }

  card(block, cards) {
    const { t } = this;
    const kept = cards.filter(c => !c.is_open);
    const open = cards.length - kept.length;
    const line = card => h('li', { dir: 'auto' }, h('a', { href: card.address }, card.head), h('span', { class: 'ed-hint' }, ` ${card.name}`));
    return h('section', { class: 'ed-remark ed-record', 'data-block': block, 'aria-label': t('record.of_paragraph') },
      kept.length > 0 && h('ul', null, ...kept.map(line)),
      open > 0 && h('p', null, h('a', { href: `/desk/articles/${encodeURIComponent(this.desk.article)}/record#b-${encodeURIComponent(block)}` }, t('record.open', { n: open }))));
  }

  /** Begins a claim from the words that are selected. */
  begin() {
    const pick = pickOf(this.getView().state);
    if (!pick) {
      return false;
    }
    const form = new RecordForm(this.t, pick, claim => this.add(claim), () => this.rail.end());
    this.rail.form = form;
    this.rail.draw();
    form.text?.focus();
    return true;
  }

  async add(claim) {
    // The words must stand in what the server has.
    await this.desk.saveNow();
    const reply = await this.desk.server.addToRecord(claim);
    if (!reply.ok) {
      return reply.body ?? {};
    }
    await this.load();
    return null;
  }
}
