/**
 * One of a person's tabs writes, the others follow. The tabs speak over a channel of this browser; nothing goes to the server.
 *
 * @typedef {{postMessage(message: any): void, onmessage: ((event: {data: any}) => void) | null, close(): void}} Channel
 */
export class Tabs {
  /**
   * @param {{channel: Channel, tab: string, clock: {now(): number, set(run: () => void, ms: number): any, clear(t: any): void},
   *   onLead: (given: any) => void, onFollow: () => void, onNews: (state: any) => void, give: () => any}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.role = 'asking';
    this.term = 0;
    this.hasFollowers = false;
    this.openedAt = this.clock.now();
    this.channel.onmessage = ({ data }) => this.#hear(data);
  }

  /** Asks whether another tab writes; leads when none answers. */
  open() {
    this.role = 'asking';
    this.#post('who');
    this.#wait(250, () => this.#lead(null));
  }

  /** The writer wants to go on in this tab. */
  takeOver() {
    this.#post('give');
    this.#wait(1000, () => this.#lead(null));
  }

  /** What the writing tab shows. @param {() => any} state */
  tellNews(state) {
    // Writing is not slowed for tabs that are not there.
    if (this.role === 'leading' && this.hasFollowers) {
      this.#post('news', { state: state() });
    }
  }

  close() {
    if (this.role === 'leading') {
      this.#post('bye');
    }
    this.role = 'closed';
    this.#wait(null);
    this.channel.close();
  }

  #hear(said) {
    if (this.role === 'closed' || said.tab === this.tab) {
      return;
    }
    this.hasFollowers ||= said.say !== 'bye';
    const hear = {
      who: () => this.#answer(said),
      leading: () => this.#meet(said),
      news: () => this.role === 'following' && this.onNews(said.state),
      give: () => this.role === 'leading' && this.#give(said.tab),
      given: () => said.to === this.tab && this.#lead(said.state, said.term),
      bye: () => this.role === 'following' && this.open(),
    }[said.say];
    hear?.();
  }

  #answer(said) {
    if (this.role === 'leading') {
      this.#post('leading', { state: this.give(true) });
    } else if (this.role === 'asking' && isBefore(this, said)) {
      this.#lead(null);
    }
  }

  // Two that lead at once (one had been asleep): the later claim stands, then the tab opened first.
  #meet(said) {
    if (this.role === 'leading' && (this.term > said.term || (this.term === said.term && isBefore(this, said)))) {
      this.#post('leading', {});
      return;
    }
    this.#wait(null);
    this.term = Math.max(this.term, said.term);
    const wasFollowing = this.role === 'following';
    this.role = 'following';
    if (!wasFollowing) {
      this.onFollow();
    }
    if (said.state) {
      this.onNews(said.state);
    }
  }

  #give(to) {
    const state = this.give(false);
    this.role = 'following';
    this.#post('given', { to, state, term: this.term + 1 });
    this.onFollow();
  }

  #lead(given, term = this.term + 1) {
    this.#wait(null);
    this.role = 'leading';
    this.term = term;
    this.#post('leading', {});
    this.onLead(given);
  }

  #post(say, more = {}) {
    this.channel.postMessage({ say, tab: this.tab, openedAt: this.openedAt, term: this.term, ...more });
  }

  #wait(ms, run) {
    if (this.timer !== undefined) {
      this.clock.clear(this.timer);
      this.timer = undefined;
    }
    if (ms !== null) {
      this.timer = this.clock.set(run, ms);
    }
  }
}

const isBefore = (a, b) => a.openedAt < b.openedAt || (a.openedAt === b.openedAt && a.tab < b.tab);
