/** A clock that stands until a test moves it. */
export class FakeClock {
  time = 1_000_000;
  #timers = new Map();
  #next = 1;

  now = () => this.time;

  set = (run, ms) => {
    this.#timers.set(this.#next, { at: this.time + ms, run });
    return this.#next++;
  };

  clear = timer => this.#timers.delete(timer);

  /** Moves on, runs what falls due in its order, and lets promises settle in between. */
  async go(ms) {
    const end = this.time + ms;
    await settled();
    for (;;) {
      const due = [...this.#timers].filter(([, t]) => t.at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
      if (!due) {
        break;
      }
      this.#timers.delete(due[0]);
      this.time = Math.max(this.time, due[1].at);
      due[1].run();
      await settled();
    }
    this.time = end;
  }
}

/** Promises that wait for one another settle one after the other; ten turns are more than any chain here has. */
export async function settled() {
  for (let turn = 0; turn < 10; turn++) {
    await new Promise(resolve => setImmediate(resolve));
  }
}
