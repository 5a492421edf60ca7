import { countChanges, same } from './same.js';

const KEEP_AFTER = 200;
const SAVE_AFTER = 1000;
const SAVE_AT_LEAST_EVERY = 5000;
// So long an answer may take before the words say that it is not there.
const SLOW_AFTER = 4000;
const RETRY = [1000, 2000, 4000, 8000, 15000];

/**
 * Carries what is written to the local copy and to the server. Knows nothing of screens: it is told of changes and says in
 * what state things are.
 *
 * @typedef {'saved' | 'changed' | 'saving' | 'unreachable' | 'offline' | 'signed_out' | 'refused' | 'locked' | 'stale'} State
 * @typedef {{state: State, savedAt: Date | null, changes: number, message?: string, isKept: boolean}} Status
 * @typedef {{answer: 'saved', revision: number, saved_at: string} | {answer: 'stale', revision: number, theirs: any, base?: any, saved_by?: any}
 *   | {answer: 'locked', holder: any, since: string} | {answer: 'refused', message: string} | {answer: 'signed_out'} | {answer: 'unreachable'}} Answer
 */
export class Saving {
  /**
   * @param {{
   *   clock: {now(): number, set(run: () => void, ms: number): any, clear(timer: any): void},
   *   revision: number, content: any, savedAt?: string | null, tab?: string,
   *   read: () => any,
   *   put: (body: {revision: number, content: any}, isLast?: boolean) => Promise<Answer>,
   *   copies: {keep(record: any): Promise<void>, drop(): Promise<void>},
   *   isOnline: () => boolean,
   *   tell: (status: Status) => void,
   *   onStale: (answer: any) => void,
   *   onLocked: (answer: any) => void,
   * }} parts
   */
  constructor(parts) {
    const { revision, content, savedAt, ...rest } = parts;
    Object.assign(this, rest);
    this.savedAt = savedAt ? new Date(savedAt) : null;
    this.state = 'saved';
    /** What the server has. */
    this.known = { revision, content };
    /** Contents that went out and were not answered: one of them may be what the server has. */
    this.sent = [];
    this.version = 0;
    this.keptVersion = 0;
    this.savedVersion = 0;
    this.failures = 0;
    this.isHeld = false;
    this.timers = {};
  }

  get isDirty() {
    return this.version !== this.savedVersion;
  }

  /** Something was written. */
  changed() {
    this.version++;
    this.changedAt = this.clock.now();
    this.dirtyAt ??= this.changedAt;
    if (!this.timers.keep) {
      this.#set('keep', KEEP_AFTER, () => this.keep());
    }
    if (!this.isHeld && this.failures === 0) {
      const due = Math.min(this.changedAt + SAVE_AFTER, this.dirtyAt + SAVE_AT_LEAST_EVERY);
      this.#set('save', Math.max(0, due - this.clock.now()), () => this.save());
    }
    if (this.state === 'saved') {
      this.#say('changed');
    }
  }

  /** Writes the local copy now. */
  async keep() {
    this.#clear('keep');
    if (!this.isDirty || this.keptVersion === this.version) {
      return;
    }
    const version = this.version;
    try {
      await this.copies.keep({ at: this.clock.now(), revision: this.known.revision, base: this.known.content, content: this.read() });
      this.keptVersion = version;
      // The server may have answered while the copy was being written.
      if (!this.isDirty) {
        await this.copies.drop();
      }
      this.#say(this.state);
    } catch {
      this.keptVersion = -1;
      this.#say(this.state);
    }
  }

  /** Saves at the server now; `isLast` when the page is going away. */
  save(isLast = false) {
    this.#clear('save');
    if (!this.isDirty || this.isHeld || (this.isSaving && !isLast)) {
      return Promise.resolve();
    }
    return (this.going = this.#send(isLast));
  }

  /** Saves at the server now, also what was written while an earlier save is on its way. */
  async finish() {
    await this.going;
    await this.save();
  }

  async #send(isLast) {
    this.isSaving = true;
    const version = this.version;
    const content = this.read();
    this.dirtyAt = undefined;
    this.sent.push(content);
    this.#say('saving');
    this.#set('slow', SLOW_AFTER, () => this.#say(this.isOnline() ? 'unreachable' : 'offline'));
    const answer = await this.put({ revision: this.known.revision, content }, isLast).catch(() => /** @type {Answer} */ ({ answer: 'unreachable' }));
    this.#clear('slow');
    this.isSaving = false;
    await this.#take(answer, content, version);
  }

  /** The connection is back, or the writer is signed in again. */
  retry() {
    if (this.state === 'locked' || this.state === 'stale') {
      return undefined;
    }
    this.failures = 0;
    this.isHeld = false;
    return this.save();
  }

  /** Another form of the content is what the server has now; what is on the page is to be saved on top of it. */
  rebase(revision, content) {
    this.known = { revision, content };
    this.sent = [];
    this.failures = 0;
    this.isHeld = false;
    this.savedVersion = same(content, this.read()) ? this.version : this.version - 1;
    if (this.isDirty) {
      this.changed();
    } else {
      void this.copies.drop();
      this.#say('saved');
    }
  }

  /** Nothing goes to the server until `rebase` or `retry`. */
  hold(state) {
    this.isHeld = true;
    this.#clear('save');
    this.#say(state);
  }

  /** The lock is mine again, and nothing newer is known of. */
  release() {
    this.isHeld = false;
    this.#say(this.isDirty ? 'changed' : 'saved');
    return this.save();
  }

  stop() {
    Object.keys(this.timers).forEach(name => this.#clear(name));
    this.isHeld = true;
  }

  count() {
    return this.isDirty ? Math.max(1, countChanges(this.known.content, this.read())) : 0;
  }

  async #take(answer, content, version) {
    switch (answer.answer) {
      case 'saved':
        this.known = { revision: answer.revision, content };
        this.savedVersion = version;
        this.savedAt = new Date(answer.saved_at);
        this.sent = [];
        this.failures = 0;
        return this.#settled();
      case 'stale':
        return this.#stale(answer);
      case 'locked':
        this.hold('locked');
        await this.keep();
        return this.onLocked(answer);
      case 'signed_out':
      case 'refused':
        this.hold(answer.answer);
        this.message = answer.message;
        // What is refused as it is may be taken after the next change.
        this.isHeld = answer.answer === 'signed_out';
        await this.keep();
        return this.#say(answer.answer);
      default:
        this.failures++;
        this.#set('save', RETRY[Math.min(this.failures, RETRY.length) - 1], () => this.save());
        await this.keep();
        return this.#say(this.isOnline() ? 'unreachable' : 'offline');
    }
  }

  // A save whose answer was lost is known by its content, or by the tab that the server names: it is mine, and no conflict.
  async #stale(answer) {
    const mine = this.sent.find(c => same(pick(c), pick(answer.theirs))) ?? (answer.tab !== undefined && answer.tab === this.tab ? answer.theirs : undefined);
    if (mine) {
      this.known = { revision: answer.revision, content: mine };
      this.sent = [];
      this.failures = 0;
      return this.save();
    }
    this.hold('stale');
    await this.keep();
    return this.onStale(answer);
  }

  async #settled() {
    if (this.isDirty) {
      this.dirtyAt ??= this.clock.now();
      this.#set('save', SAVE_AFTER, () => this.save());
      return this.#say('changed');
    }
    await this.copies.drop().catch(() => {});
    return this.#say('saved');
  }

  #say(state) {
    this.state = state;
    const message = state === 'refused' ? this.message : undefined;
    this.tell({ state, savedAt: this.savedAt, changes: state === 'saved' || state === 'changed' || state === 'saving' ? 0 : this.count(), message, isKept: this.keptVersion === this.version });
  }

  #set(name, ms, run) {
    this.#clear(name);
    this.timers[name] = this.clock.set(run, ms);
  }

  #clear(name) {
    if (this.timers[name] !== undefined) {
      this.clock.clear(this.timers[name]);
      this.timers[name] = undefined;
    }
  }
}

// What this page can change; the server may add to the rest.
const pick = content => ({ title: content?.title ?? '', standfirst: content?.standfirst ?? '', blocks: content?.blocks ?? [] });
