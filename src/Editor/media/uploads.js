/**
 * Files on their way to the media library, by the id of the block that they are for. A file is kept in this browser until
 * the server has it, so that closing the page loses no picture.
 *
 * @typedef {{block: string, file: File, url: string, state: 'waiting' | 'going' | 'done' | 'failed', part: number, message?: string, canRetry?: boolean, media?: any}} Upload
 */
export class Uploads {
  /**
   * @param {{send: (file: File, onProgress: (part: number) => void) => Promise<{ok: true, media: any} | {ok: false, message: string, offline?: boolean}>,
   *   files: {keep(block: string, file: File): Promise<void>, drop(block: string): Promise<void>}, makeUrl: (file: File) => string}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    /** @type {Map<string, Upload>} */
    this.all = new Map();
    /** @type {Map<string, Set<(upload: Upload) => void>>} */
    this.listeners = new Map();
    this.running = 0;
  }

  get(block) {
    return this.all.get(block);
  }

  get unfinished() {
    return [...this.all.values()].filter(u => u.state !== 'done').length;
  }

  /** @param {string} block @param {File} file */
  add(block, file, isKept = false) {
    const upload = { block, file, url: this.makeUrl(file), state: 'waiting', part: 0 };
    this.all.set(block, upload);
    if (!isKept) {
      this.files.keep(block, file).catch(() => {});
    }
    this.#tell(upload);
    this.#next();
    return upload;
  }

  retry(block) {
    const upload = this.all.get(block);
    if (upload?.state === 'failed') {
      Object.assign(upload, { state: 'waiting', part: 0, message: undefined });
      this.#tell(upload);
      this.#next();
    }
  }

  /** Tries again what failed for want of a connection. */
  retryAll() {
    [...this.all.values()].filter(u => u.state === 'failed' && u.canRetry).forEach(u => this.retry(u.block));
  }

  /** @param {string} block @param {(upload: Upload) => void} listener @returns {() => void} */
  listen(block, listener) {
    const set = this.listeners.get(block) ?? new Set();
    this.listeners.set(block, set.add(listener));
    return () => set.delete(listener);
  }

  // Two at a time: the first picture is there soon, and writing is not slowed.
  #next() {
    const waiting = [...this.all.values()].find(u => u.state === 'waiting');
    if (!waiting || this.running >= 2) {
      return;
    }
    this.running++;
    void this.#send(waiting).finally(() => {
      this.running--;
      this.#next();
    });
    this.#next();
  }

  async #send(upload) {
    upload.state = 'going';
    this.#tell(upload);
    const answer = await this.send(upload.file, part => {
      upload.part = part;
      this.#tell(upload);
    });
    if (answer.ok) {
      Object.assign(upload, { state: 'done', part: 1, media: answer.media });
      await this.files.drop(upload.block).catch(() => {});
    } else {
      Object.assign(upload, { state: 'failed', message: answer.message, canRetry: answer.offline });
    }
    this.#tell(upload);
  }

  #tell(upload) {
    this.listeners.get(upload.block)?.forEach(listener => listener(upload));
    this.onChange?.(upload);
  }
}
