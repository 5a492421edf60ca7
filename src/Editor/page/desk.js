import { freshId } from '../body/ids.js';
import { Uploads } from '../media/uploads.js';
import { Lock } from '../saving/lock.js';
import { merge, settle } from '../saving/merge.js';
import { MergeView } from '../saving/merge-view.js';
import { countChanges, same } from '../saving/same.js';
import { Saving } from '../saving/saving.js';
import { Server } from '../saving/server.js';
import { noStore, Store } from '../saving/store.js';
import { Tabs } from '../saving/tabs.js';
import { Editor } from './editor.js';
import { Said } from './said.js';
import { wordsOf } from './words.js';

const clock = { now: () => Date.now(), set: (run, ms) => setTimeout(run, ms), clear: timer => clearTimeout(timer) };
// So long a server that does not answer may hold up whoever leaves the page; their words are kept here.
const LEAVE_AFTER = 3000;
const nameOf = person => person?.name ?? person ?? '';

/**
 * Opens an article for writing, and sees to it that no word is lost: local copy, server, other tabs, other people.
 */
export class Desk {
  /** @param {HTMLElement} root @param {any} draft */
  static async open(root, draft) {
    const store = await Store.open().catch(() => noStore);
    return new Desk(root, draft, store);
  }

  constructor(root, draft, store) {
    this.article = root.dataset.article;
    this.tab = freshId();
    this.me = draft.me;
    this.store = store;
    this.t = wordsOf(draft.strings, document.documentElement.lang || 'en');
    this.server = new Server({ article: this.article, tab: this.tab });
    this.said = new Said(this.t);
    this.files = store.filesOf(this.article);
    this.uploads = new Uploads({ send: (file, onProgress) => this.server.upload(file, onProgress, this.t('upload.unreachable')), files: this.files, makeUrl: file => URL.createObjectURL(file) });
    this.editor = new Editor(root, { content: draft.content, desk: this, staff: JSON.parse(root.dataset.staff || '[]'), changed: () => this.saving.changed() });
    this.mergeView = new MergeView(this.t);
    root.append(this.mergeView.dom);
    this.copies = store.copiesOf(this.article, this.tab);
    /** By tab: the copy of it that came back here, and how many of its saves are in that. */
    this.cameBack = new Map();
    this.saving = this.makeSaving(draft);
    this.editor.status.show({ state: 'saved', savedAt: this.saving.savedAt, changes: 0, isKept: true });
    this.lock = new Lock({ server: this.server, clock, onMine: isNew => this.lockCame(isNew), onLost: lock => this.lockWent(lock), onWait: () => this.readAlong() });
    this.draft = draft;
    this.tabs = new Tabs({
      channel: typeof BroadcastChannel === 'function' ? new BroadcastChannel(`broadside-${this.article}`) : { postMessage() {}, close() {}, onmessage: null },
      tab: this.tab, clock, onLead: given => this.lead(given), onFollow: () => this.follow(), onNews: state => this.news(state), give: isPeek => this.give(isPeek),
    });
    this.tabs.open();
    this.listen();
    void this.editor.rail.load();
    void this.editor.record.load();
    if (!draft.content.title) {
      this.editor.head.title.focus();
    } else if (!draft.content.blocks?.length) {
      this.editor.toBody();
    } else {
      this.goToPlace();
    }
  }

  makeSaving({ revision, content, saved_at }) {
    return new Saving({
      clock, revision, content, savedAt: saved_at, tab: this.tab,
      read: () => this.editor.read(),
      put: (body, isLast) => this.server.saveDraft(body, isLast),
      copies: { keep: record => this.keepCopy(record), drop: () => this.copies.drop() },
      isOnline: () => navigator.onLine,
      tell: status => this.tell(status),
      onStale: answer => this.bring(answer),
      onLocked: answer => this.lock.lost(answer),
    });
  }

  async keepCopy(record) {
    this.tabs.tellNews(() => ({ content: record.content, status: 'changed' }));
    await this.copies.keep({ ...record, save: this.server.saves });
  }

  tell(status) {
    this.editor.status.show(status);
    if (status.state === 'saved') {
      this.tabs.tellNews(() => ({ content: this.editor.read(), savedAt: status.savedAt?.toISOString() }));
    }
    if (status.state === 'signed_out' && !this.saidSignIn) {
      this.saidSignIn = true;
      this.editor.banner.show(this.t('signed_out.head'), this.t('signed_out.what'), [{ label: this.t('signed_out.open'), run: () => window.open('/desk/sign-in', '_blank', 'noopener') }, { label: this.t('signed_out.again'), isMain: true, run: () => this.signedIn() }]);
    }
  }

  async signedIn() {
    await this.server.reread();
    this.saidSignIn = false;
    this.editor.banner.hide();
    await this.saving.retry();
  }

  /** What the server has now. */
  async reread() {
    const fresh = await this.server.reread();
    this.draft = fresh ?? this.draft;
    return fresh;
  }

  say = (message, lines, act) => this.said.say(message, lines, act);

  saveNow = async () => {
    await this.saving.keep();
    this.saving.failures = 0;
    await this.saving.save();
  };

  listen() {
    window.addEventListener('online', () => {
      void this.saving.retry();
      this.uploads.retryAll();
    });
    window.addEventListener('offline', () => this.saving.isDirty && void this.saving.save());
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        void this.saving.keep();
        void this.saving.save();
      } else if (this.lock.isOn) {
        void this.lock.beat();
      }
    });
    window.addEventListener('pagehide', () => {
      void this.saving.keep();
      void this.saving.save(true);
      this.tabs.close();
    });
    window.addEventListener('pageshow', event => event.persisted && location.reload());
    window.addEventListener('beforeunload', event => {
      if (this.saving.isDirty && this.saving.keptVersion !== this.saving.version) {
        event.preventDefault();
      }
    });
    window.addEventListener('resize', () => this.editor.later());
    window.addEventListener('hashchange', () => this.goToPlace());
    document.querySelector('.article-bar')?.addEventListener('click', event => this.leave(event));
  }

  // The checklist before publishing leads to the block that it speaks of.
  goToPlace() {
    const place = new URLSearchParams(`place=${location.hash.slice(1)}`).get('place');
    if (place) {
      this.editor.goTo(place);
    }
  }

  /** The article's next page shows the last word too: what is not saved yet is saved before it is opened. */
  async leave(event) {
    const link = event.target.closest('a[href]');
    if (!link || !this.saving.isDirty || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    await Promise.race([this.saving.finish(), new Promise(done => clock.set(done, LEAVE_AFTER))]);
    location.assign(link.href);
  }

  // Tabs

  async lead(given) {
    const { editor } = this;
    editor.banner.hide();
    if (given) {
      editor.show(given.content);
      this.saving.stop();
      this.saving = this.makeSaving({ ...given.known, saved_at: given.savedAt });
      this.saving.sent = given.sent;
      if (!same(given.known.content, given.content)) {
        this.saving.changed();
        await this.saving.keep();
      }
      await this.store.drop(this.article, given.tab);
    } else if (this.wasFollowing) {
      // The tab that wrote is gone: what the server has, then what that tab left in this browser.
      const fresh = await this.reread();
      this.saving = this.makeSaving(fresh ?? this.draft);
      fresh ? editor.show(fresh.content) : this.saving.changed();
    }
    editor.setReadOnly(false);
    await this.lock.start(given || this.wasFollowing ? { mine: false, mineElsewhere: true } : this.draft.lock);
    await this.restoreFiles();
    if (!given && this.lock.isMine) {
      await this.restoreCopies();
    }
  }

  /** Text of an earlier visit that is kept in this browser while somebody else has the article. */
  async showLeft(banner) {
    const [copy] = (await this.store.left(this.article).catch(() => [])).filter(c => c.tab !== this.tab);
    if (copy && !this.lock.isMine) {
      banner.add(this.t('lock.left', { when: this.t.when(new Date(copy.at)) }));
    }
  }

  follow() {
    this.wasFollowing = true;
    this.saving.stop();
    this.lock.stop();
    this.editor.setReadOnly(true);
    this.editor.banner.show(this.t('tabs.head'), this.t('tabs.what'), [{ label: this.t('tabs.here'), isMain: true, run: () => this.tabs.takeOver() }]);
  }

  news({ content, savedAt }) {
    this.editor.show(content);
    this.editor.status.show({ state: savedAt ? 'saved' : 'saving', savedAt: savedAt ? new Date(savedAt) : null, changes: 0, isKept: true });
  }

  give(isPeek) {
    const { saving } = this;
    if (!isPeek) {
      void saving.keep();
    }
    return { content: this.editor.read(), known: saving.known, sent: saving.sent, savedAt: saving.savedAt?.toISOString(), tab: this.tab };
  }

  // People

  lockCame(isNew) {
    this.editor.setReadOnly(false);
    this.editor.banner.hide();
    if (isNew) {
      void this.bringFresh();
    }
  }

  /** Who waits sees what the other one has saved. */
  async readAlong() {
    if (this.saving.isDirty) {
      return;
    }
    const fresh = await this.reread();
    if (fresh && !this.lock.isMine && !this.saving.isDirty) {
      this.editor.show(fresh.content);
      this.saving.known = { revision: fresh.revision, content: fresh.content };
    }
  }

  async lockWent({ holder, since }) {
    const { t, saving, editor } = this;
    const hadText = saving.isDirty;
    const n = saving.count();
    saving.hold('locked');
    await saving.keep();
    editor.setReadOnly(true);
    const who = nameOf(holder);
    const when = since ? t.when(new Date(since)) : '';
    const acts = [{ label: t('lock.take'), isMain: !hadText, run: () => this.takeOver(who) }];
    if (hadText) {
      acts.unshift({ label: t('lock.compare'), isMain: true, run: () => this.compareKept(who) });
    }
    const head = who ? t('lock.head', { who, when }) : t('lock.nobody');
    editor.banner.show(head, hadText ? t('lock.kept', { n, who }) : t('lock.what', { who }), acts);
    await this.showLeft(editor.banner);
  }

  async takeOver() {
    if (!(await this.lock.take())) {
      this.say(this.t('lock.failed'));
    }
  }

  // The page may be older than what the other person saved: their text first, then what is kept here on top of it.
  async bringFresh() {
    const fresh = await this.reread();
    if (fresh) {
      await this.bring({ ...fresh, theirs: fresh.content });
      await this.restoreCopies();
    } else {
      void this.saving.release();
    }
  }

  async compareKept(who) {
    const fresh = await this.reread();
    if (!fresh) {
      this.say(this.t('lock.unreachable'));
      return;
    }
    const merged = merge(this.saving.known.content, fresh.content, this.editor.read());
    const chosen = await this.mergeView.open(merged, who);
    if (chosen && (await this.lock.take(true))) {
      this.put(chosen, fresh.revision, fresh.content);
    }
  }

  /** What somebody else saved comes together with what is here. */
  async bring(answer) {
    const { t, saving, editor } = this;
    const { revision, theirs, base, saved_by } = answer;
    const who = nameOf(saved_by) || t('somebody');
    const mine = editor.read();
    const merged = merge(this.startOf(answer) ?? saving.known.content ?? base, theirs, mine);
    const chosen = merged.conflicts.length ? await this.mergeView.open(merged, who) : settle(merged, new Map(), freshId);
    if (!chosen) {
      saving.hold('stale');
      editor.banner.show(t('merge.waiting'), null, [{ label: t('merge.open'), isMain: true, run: () => this.bring(answer) }]);
      return;
    }
    const isSaid = this.cameBack.delete(answer.tab) || merged.conflicts.length > 0;
    this.put(chosen, revision, theirs);
    const came = countChanges(mine, chosen);
    if (came && !isSaid) {
      this.say(t(saved_by && saved_by.id === this.me?.id ? 'merge.came_yours' : 'merge.came', { who, n: came }));
    }
  }

  // The last save of a tab that is gone may arrive when its copy is back here already: then the one came out of the other.
  startOf({ tab, save, theirs }) {
    const copy = this.cameBack.get(tab);
    return copy && (save > copy.save ? copy.content : theirs);
  }

  put(content, revision, theirs) {
    this.editor.banner.hide();
    this.editor.setReadOnly(false);
    this.editor.show(content);
    this.saving.rebase(revision, theirs);
  }

  // What earlier visits left here

  async restoreCopies() {
    const left = await this.store.left(this.article).catch(() => []);
    for (const copy of left.filter(c => c.tab !== this.tab)) {
      const now = this.editor.read();
      const known = this.saving.known.content;
      const base = this.baseOf(copy);
      if (!same(pickOf(copy.content), pickOf(known)) && base) {
        const merged = merge(base, now, copy.content);
        const chosen = merged.conflicts.length ? await this.mergeView.open(merged, this.t('somebody')) : settle(merged, new Map(), freshId);
        if (!chosen) {
          continue;
        }
        const n = countChanges(now, chosen);
        if (n > 0) {
          this.editor.show(chosen);
          this.cameBack.set(copy.tab, copy);
          this.saving.changed();
          await this.saving.keep();
          this.say(this.t('restored', { n, when: this.t.when(new Date(copy.at)) }));
        }
      }
      await this.store.drop(this.article, copy.tab);
    }
  }

  // What the server has of the same tab may be later than the copy, or a save of it whose answer the tab did not live to hear.
  baseOf({ tab, save, base, content }) {
    const isSameTab = this.draft.tab === tab && save !== undefined;
    return !isSameTab ? base : this.draft.save > save ? content : this.draft.content;
  }

  async restoreFiles() {
    const left = await this.files.left().catch(() => []);
    left.filter(({ block }) => !this.uploads.get(block)).forEach(({ block, file }) => this.uploads.add(block, file, true));
  }
}

const pickOf = ({ title, standfirst, blocks }) => ({ title: title ?? '', standfirst: standfirst ?? '', blocks: blocks ?? [] });
