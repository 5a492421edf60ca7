import { placeOf } from '../body/ids.js';
import { h } from '../page/dom.js';
import { TextSelection } from 'prosemirror-state';
import { setNoted } from './mark-notes.js';
import { NoteForm } from './note-form.js';

const GAP = 12;

/** Notes of colleagues and what else is said of paragraphs, each beside its own; on narrow screens a list under the text. */
export class Rail {
  /** @param {any} desk @param {{id: string, name: string}[]} staff @param {() => import('prosemirror-view').EditorView} view */
  constructor(desk, staff, view) {
    Object.assign(this, { desk, staff, getView: view, t: desk.t });
    this.notes = [];
    /** Other cards, as `{block, dom}`. */
    this.others = [];
    this.form = null;
    this.cards = h('div', { class: 'ed-remarks' });
    this.dom = h('aside', { class: 'ed-rail', 'aria-label': this.t('remarks.label'), tabindex: '-1', hidden: true }, this.cards);
  }

  async load() {
    const reply = await this.desk.server.notes();
    if (reply.ok) {
      this.notes = (reply.body?.notes ?? reply.body ?? []).filter(n => !n.resolved_at && !n.resolved);
      this.draw();
    }
  }

  draw() {
    const { doc } = this.getView().state;
    const place = note => (note.block ? placeOf(doc, note.block) : -1);
    const sorted = [...this.notes, ...this.others].sort((a, b) => place(a) - place(b) || String(a.at ?? '').localeCompare(String(b.at ?? '')));
    const cards = sorted.map(one => one.dom ?? this.card(one, doc));
    this.place(cards, this.form ? sorted.filter(n => place(n) <= placeOf(doc, this.form.block)).length : 0);
    this.dom.hidden = !this.cards.hasChildNodes();
    setNoted(this.getView(), new Set(this.notes.map(n => n.block)));
    this.layout();
  }

  // Whoever writes in the form keeps the cursor: it stays in the page, and the cards come around it.
  place(cards, before) {
    const form = this.form?.dom;
    if (!form) {
      this.cards.replaceChildren(...cards);
      return;
    }
    for (const child of [...this.cards.children]) {
      if (child !== form) child.remove();
    }
    if (form.parentNode !== this.cards) this.cards.append(form);
    form.before(...cards.slice(0, before));
    form.after(...cards.slice(before));
  }

  card(note, doc) {
    const { t } = this;
    const who = note.author?.name ?? note.author ?? note.name ?? '';
    const at = note.at ?? note.created_at;
    const pos = note.block ? placeOf(doc, note.block) : -1;
    const words = pos < 0 ? t('remarks.gone') : doc.nodeAt(pos).textContent.slice(0, 60);
    const dom = h('article', { class: 'ed-remark', 'data-block': note.block },
      h('button', { type: 'button', class: 'ed-remark-place', disabled: pos < 0, click: () => this.goTo(note.block) }, words || t('remarks.place')),
      h('p', { class: 'ed-remark-text' }, note.text),
      h('p', { class: 'ed-hint' }, who, at ? ` · ${t.when(new Date(at))}` : ''),
      h('button', { type: 'button', class: 'ed-quiet', 'aria-label': t('remarks.resolve_of', { who }), click: () => this.resolve(note) }, t('remarks.resolve')));
    return dom;
  }

  /** Begins a note to the paragraph of the cursor. */
  begin() {
    const view = this.getView();
    const { $from } = view.state.selection;
    const block = $from.depth ? $from.node(1).attrs.id : view.state.selection.node?.attrs.id;
    if (!block) {
      return false;
    }
    const form = new NoteForm(this.t, this.staff, (text, mentions) => this.add(block, text, mentions), () => this.end());
    form.block = block;
    form.dom.dataset.block = block;
    this.form = form;
    this.draw();
    form.text.focus();
    return true;
  }

  end() {
    this.form = null;
    this.draw();
    this.getView().focus();
  }

  async add(block, text, mentions) {
    // The note must find its paragraph at the server.
    await this.desk.saveNow();
    const reply = await this.desk.server.addNote({ block, text, mentions });
    if (!reply.ok) {
      return reply.body?.message ?? this.t('remarks.failed');
    }
    this.notes.push(reply.body?.id ? reply.body : { block, text, author: this.desk.me, at: new Date().toISOString() });
    if (!reply.body?.id) {
      await this.load();
    }
    return null;
  }

  async resolve(note) {
    const reply = await this.desk.server.resolveNote(note.id);
    if (reply.ok) {
      this.notes = this.notes.filter(n => n !== note);
      this.draw();
    } else {
      this.desk.say(reply.body?.message ?? this.t('remarks.failed'));
    }
  }

  goTo(block) {
    const view = this.getView();
    const pos = placeOf(view.state.doc, block);
    if (pos >= 0) {
      view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos + 1))).scrollIntoView());
      view.focus();
    }
  }

  /** Puts each card beside its paragraph, none over another. */
  layout() {
    const cards = [...this.cards.children];
    if (!matchMedia('(min-width: 75rem)').matches) {
      cards.forEach(card => (card.style.top = ''));
      return;
    }
    const top = this.cards.getBoundingClientRect().top;
    const body = this.getView().dom;
    const wanted = cards.map(card => (body.querySelector(`:scope > [data-id="${CSS.escape(card.dataset.block)}"]`)?.getBoundingClientRect().top ?? top) - top);
    const heights = cards.map(card => card.offsetHeight);
    let free = 0;
    cards.forEach((card, i) => {
      const y = Math.max(free, wanted[i]);
      card.style.top = `${y}px`;
      free = y + heights[i] + GAP;
    });
    this.cards.style.minHeight = `${free}px`;
  }
}
