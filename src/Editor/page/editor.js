import { EditorView } from 'prosemirror-view';
import { schema } from '../body/schema.js';
import { blockIn } from '../body/blocks-in.js';
import { blocksOut } from '../body/blocks-out.js';
import { cleanAddress } from '../body/address.js';
import { viewsOf } from '../media/views.js';
import { Rail } from '../notes/rail.js';
import { Record } from '../record/record.js';
import { countWords, minutesOf, wordsIn } from '../writing/count.js';
import { isRightToLeft } from '../writing/direction.js';
import { placeOfNote } from '../writing/footnotes.js';
import { insertBlocks, isEmptyLine } from '../writing/insert.js';
import { setValue, stretchOf } from '../writing/marks.js';
import { tksOf } from '../writing/tk.js';
import { NodeSelection, Selection, TextSelection } from 'prosemirror-state';
import { AskBox } from './ask-box.js';
import { Banner } from './banner.js';
import { chooseFiles } from './choose-files.js';
import { h } from './dom.js';
import { FindBar } from './find-bar.js';
import { Head } from './head.js';
import { LinkBox } from './link-box.js';
import { cyclePanes } from './panes.js';
import { KeySheet } from './sheet.js';
import { StatusLine } from './status.js';
import { showBlocks } from './show-blocks.js';
import { textState } from './text-state.js';
import { Toolbar } from './toolbar.js';

const COUNT_AFTER = 300;

/**
 * The writing page: title, standfirst, text, and what stands around them. It knows what is written and shows it; keeping it
 * safe is the desk's part (`desk.js`).
 */
export class Editor {
  /**
   * @param {HTMLElement} root
   * @param {{content: any, desk: any, staff: {id: string, name: string}[], changed: () => void}} parts
   */
  constructor(root, { content, desk, staff, changed }) {
    Object.assign(this, { root, desk, t: desk.t });
    this.onChanged = changed;
    this.isReadOnly = false;
    this.other = {};
    desk.language = () => this.other.language ?? 'en';
    desk.chooseFiles = chooseFiles;
    desk.askEmbed = () => this.askEmbed();
    this.acts = this.makeActs();
    this.build(content, staff);
    this.show(content);
    root.addEventListener('keydown', event => this.key(event));
    for (const name of ['pointermove', 'focusout']) {
      root.addEventListener(name, () => root.classList.remove('is-typing'), { passive: true });
    }
  }

  build(content, staff) {
    const { t, desk, root } = this;
    this.head = new Head(t, content, () => this.changed(), () => this.toBody());
    this.status = new StatusLine(t);
    this.banner = new Banner();
    this.find = new FindBar(t, this.head, () => this.view);
    this.sheet = new KeySheet(t);
    this.tools = new Toolbar(desk, this.acts);
    this.count = h('p', { class: 'ed-count' });
    this.tks = h('button', { type: 'button', class: 'ed-quiet ed-tks', hidden: true, click: () => this.nextTk() });
    this.body = h('div', { class: 'ed-text' });
    this.rail = new Rail(desk, staff, () => this.view);
    this.record = new Record(desk, this.rail, () => this.view);
    this.page = h('div', { class: 'ed-page', role: 'group', 'aria-label': t('page') }, this.head.dom, this.body);
    this.sheetArea = h('div', { class: 'ed-sheet-area' }, this.page, this.rail.dom);
    this.bar = h('div', { class: 'ed-bar' }, this.status.dom, this.tools.dom, h('div', { class: 'ed-figures' }, this.count, this.tks), this.find.dom);
    root.classList.add('ed');
    root.replaceChildren(this.bar, this.banner.dom, this.sheetArea, desk.said.dom, this.sheet.dom, this.tools.more.box);
    this.link = new LinkBox(desk, root);
    this.ask = new AskBox(t, root);
    this.view = new EditorView({ mount: this.body }, {
      state: textState(content.blocks ?? [], desk, this.acts),
      nodeViews: viewsOf(desk),
      editable: () => !this.isReadOnly,
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': t('body'), class: 'ed-text', spellcheck: 'true' },
      dispatchTransaction: tr => this.apply(tr),
      handleClick: (_, __, event) => this.followLink(event),
      scrollMargin: { top: 90, bottom: 60, left: 0, right: 0 },
      scrollThreshold: { top: 70, bottom: 40, left: 0, right: 0 },
    });
  }

  makeActs() {
    return {
      view: () => this.view,
      link: () => this.link.open(this.view),
      find: () => this.find.open(),
      sheet: () => this.sheet.open(),
      insert: () => this.openInsert(),
      remark: () => this.rail.begin() || this.desk.say(this.t('remarks.where')),
      record: () => this.record.begin() || this.desk.say(this.t('record.where')),
      language: () => this.askLanguage(),
      tk: () => this.nextTk(),
      toHead: () => this.head.focusEnd(),
    };
  }

  apply(tr) {
    const { view } = this;
    const state = view.state.apply(tr);
    view.updateState(state);
    const note = tr.getMeta('goToNote');
    if (note) {
      const place = placeOfNote(view.state.doc, note);
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place)).scrollIntoView());
      return;
    }
    this.tools.show(state);
    if (tr.docChanged) {
      if (!tr.getMeta('shown')) {
        this.changed();
      }
      this.later();
    } else if (tr.selectionSet) {
      this.later();
    }
  }

  changed() {
    if (this.isReadOnly) {
      return;
    }
    this.root.classList.add('is-typing');
    this.onChanged();
  }

  // Figures and places of notes are not worth a key's time.
  later() {
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.showFigures(), COUNT_AFTER);
  }

  showFigures() {
    const { t, view } = this;
    const { from, to, empty } = view.state.selection;
    const words = wordsIn(view.state.doc);
    const chosen = empty ? 0 : countWords(view.state.doc.textBetween(from, to, ' ', ' '));
    this.count.textContent = chosen ? t('count.chosen', { chosen, words }) : t('count.words', { n: words, minutes: minutesOf(words) });
    const tks = tksOf(view.state).length;
    this.tks.hidden = tks === 0;
    this.tks.textContent = t('count.tk', { n: tks });
    if (this.rail.cards.childElementCount) {
      this.rail.layout();
    }
    if (!this.find.dom.hidden) {
      this.find.tell();
    }
  }

  /** Everything that is on the page. */
  read() {
    const { title, standfirst } = this.head.value;
    return { ...this.other, title, ...(standfirst === '' && !this.hadStandfirst ? {} : { standfirst }), blocks: blocksOut(this.view.state.doc) };
  }

  /** Puts another content on the page. @param {any} content */
  show(content) {
    const { title, standfirst, blocks, ...other } = content;
    this.other = other;
    this.hadStandfirst = standfirst !== undefined;
    this.page.lang = other.language ?? '';
    this.page.dir = isRightToLeft(other.language) ? 'rtl' : 'ltr';
    this.head.show({ title, standfirst });
    showBlocks(this.view, blocks ?? []);
    this.showFigures();
  }

  setReadOnly(isReadOnly) {
    this.isReadOnly = this.head.isReadOnly = isReadOnly;
    this.root.classList.toggle('is-read-only', isReadOnly);
    this.view.setProps({ editable: () => !isReadOnly });
    this.view.dom.setAttribute('aria-readonly', String(isReadOnly));
    this.view.dom.querySelectorAll('input, select, textarea, button').forEach(control => (control.disabled = isReadOnly || control.dataset.off === 'true'));
    this.tools.dom.inert = isReadOnly;
  }

  toBody() {
    const { state } = this.view;
    this.view.dispatch(state.tr.setSelection(Selection.atStart(state.doc)).scrollIntoView());
    this.view.focus();
  }

  /** Shows a place and puts the cursor there. @param {string} place id of a block, "title" or "standfirst" */
  goTo(place) {
    const { state } = this.view;
    let at = -1;
    state.doc.descendants((node, pos) => {
      at = at < 0 && node.attrs.id === place ? pos : at;
      return at < 0 && !node.isTextblock;
    });
    if (at >= 0) {
      const block = state.doc.nodeAt(at);
      const selection = block.isAtom ? NodeSelection.create(state.doc, at) : Selection.near(state.doc.resolve(at + 1));
      this.view.focus();
      this.view.dispatch(state.tr.setSelection(selection).scrollIntoView());
    } else if (place === 'title' || place === 'standfirst') {
      this.head.focusEnd(this.head[place]);
    }
  }

  nextTk() {
    const { state } = this.view;
    const all = tksOf(state);
    const next = all.find(p => p.from >= state.selection.to) ?? all[0];
    if (next) {
      this.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, next.from, next.to)).scrollIntoView());
      this.view.focus();
    }
  }

  openInsert() {
    const { view } = this;
    const { $from } = view.state.selection;
    if (!isEmptyLine(view.state) && $from.depth > 0) {
      const after = $from.after(1);
      const tr = view.state.tr.insert(after, schema.nodes.paragraph.create());
      view.dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
    }
    view.focus();
    view.dispatch(view.state.tr.insertText('/'));
  }

  askEmbed() {
    this.ask.open(this.view, this.t('embed.ask'), '', async text => {
      const reply = cleanAddress(text) ? await this.desk.server.embed(cleanAddress(text)) : { ok: false, body: null };
      if (!reply.ok) {
        return reply.body?.message ?? this.t('link.fault');
      }
      insertBlocks([blockIn({ ...reply.body, kind: 'embed' })])(this.view.state, this.view.dispatch);
      return null;
    });
  }

  askLanguage() {
    const { value, from, to } = stretchOf(this.view.state, 'lang');
    if (from === to) {
      this.desk.say(this.t('lang.where'));
      return;
    }
    this.ask.open(this.view, this.t('lang.ask'), value ?? '', text => {
      if (text !== '' && !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(text)) {
        return this.t('lang.fault');
      }
      setValue('lang', text === '' ? null : text)(this.view.state, this.view.dispatch);
      return null;
    });
  }

  followLink(event) {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (link && (event.ctrlKey || event.metaKey)) {
      window.open(link.getAttribute('href'), '_blank', 'noopener');
      return true;
    }
    return false;
  }

  key(event) {
    const mod = event.ctrlKey || event.metaKey;
    const isInText = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable="true"]');
    const does = mod && !event.altKey && event.key.toLowerCase() === 's' ? () => this.desk.saveNow()
      : mod && !event.altKey && event.key.toLowerCase() === 'f' ? () => this.find.open()
      : event.key === 'F3' ? () => this.find.go(event.shiftKey ? -1 : 1)
      : event.key === 'F6' ? () => cyclePanes([this.tools.dom.querySelector('[tabindex="0"]'), this.find.what, this.head.title, this.view.dom, this.rail.dom], event.shiftKey)
      : (mod && event.key === '/') || (event.key === '?' && !isInText) ? () => this.sheet.open()
      : null;
    if (does) {
      event.preventDefault();
      does();
    }
  }
}
