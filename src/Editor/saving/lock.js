const BEAT = 15_000;

/** Who writes: the lease that this page renews, and what happens when somebody else has it. */
export class Lock {
  /** @param {{server: any, clock: any, onMine: (isNew: boolean) => void, onLost: (lock: any) => void, onWait?: () => void}} parts `onWait`: somebody else still has it */
  constructor(parts) {
    Object.assign(this, parts);
    this.isMine = false;
    this.isOn = false;
  }

  /** @param {{mine: boolean, holder?: any, since?: string, mineElsewhere?: boolean} | undefined} lock as the page came with it */
  async start(lock) {
    this.stop();
    this.isOn = true;
    if (lock?.mine) {
      this.isMine = true;
      this.#next();
    } else if (lock?.mineElsewhere) {
      // Another tab of the same person had it.
      this.isMine = true;
      const reply = await this.server.takeLock();
      if (reply.ok && !reply.body?.mine) {
        this.lost(reply.body);
      }
      this.#next();
    } else if (lock?.holder) {
      this.lost(lock);
      this.#next();
    } else {
      this.isMine = true;
      await this.beat();
    }
  }

  stop() {
    this.isOn = false;
    this.clock.clear(this.timer);
  }

  async beat() {
    const reply = await this.server.beat();
    if (!this.isOn) {
      return;
    }
    if (reply.status === 423 || (reply.ok && reply.body?.mine === false)) {
      this.isMine ? this.lost(reply.body) : this.#tell(reply.body);
      this.onWait?.();
    } else if (reply.ok && !this.isMine) {
      this.isMine = true;
      this.onMine(true);
    }
    this.#next();
  }

  /** @param {any} lock */
  lost(lock) {
    this.isMine = false;
    this.last = lock;
    this.onLost(lock ?? {});
  }

  /** @param {boolean} [quietly] without bringing in what the other person saved */
  async take(quietly = false) {
    const reply = await this.server.takeLock();
    if (!reply.ok || !reply.body?.mine) {
      return false;
    }
    this.isMine = true;
    this.onMine(!quietly);
    return true;
  }

  // Somebody else took it from the one who had it.
  #tell(lock) {
    const nameOf = l => JSON.stringify(l?.holder ?? null);
    if (nameOf(lock) !== nameOf(this.last)) {
      this.last = lock;
      this.onLost(lock);
    }
  }

  #next() {
    this.clock.clear(this.timer);
    this.timer = this.clock.set(() => void this.beat(), BEAT);
  }
}
