/**
 * The desk's addresses, as the page calls them. Every answer is an object; nothing throws.
 * @typedef {{ok: boolean, status: number, body: any}} Reply `status` 0: nobody answered
 */
export class Server {
  /** @param {{article: string, tab: string}} page */
  constructor({ article, tab }) {
    this.article = article;
    this.tab = tab;
    // Counts this tab's saves: the server tells an earlier one that arrives late from a later one.
    this.saves = 0;
    this.base = `/desk/articles/${encodeURIComponent(article)}`;
  }

  get token() {
    return document.querySelector('meta[name="csrf"]')?.getAttribute('content') ?? '';
  }

  /** @param {string} method @param {string} path @param {any} [body] @returns {Promise<Reply>} */
  async call(method, path, body, more = {}) {
    const isForm = body instanceof FormData;
    try {
      const reply = await fetch(path, {
        method,
        headers: { Accept: 'application/json', ...(method === 'GET' ? {} : { RequestVerificationToken: this.token }), ...(body && !isForm ? { 'Content-Type': 'application/json' } : {}) },
        body: body && !isForm ? JSON.stringify(body) : body,
        credentials: 'same-origin',
        redirect: 'error',
        signal: AbortSignal.timeout(30_000),
        ...more,
      });
      return { ok: reply.ok, status: reply.status, body: await reply.json().catch(() => null) };
    } catch {
      return { ok: false, status: 0, body: null };
    }
  }

  /** @returns {Promise<import('./saving.js').Answer>} */
  async saveDraft({ revision, content }, isLast = false) {
    const save = ++this.saves;
    const put = () => this.call('PUT', `${this.base}/draft`, { revision, tab: this.tab, save, content }, isLast ? { keepalive: true } : {});
    let reply = await put();
    if ((reply.status === 400 || reply.status === 403) && !isLast && (await this.hasNewToken())) {
      reply = await put();
    }
    const body = reply.body ?? {};
    if (reply.ok) {
      return { answer: 'saved', revision: body.revision, saved_at: body.saved_at };
    }
    switch (reply.status) {
      case 409:
        return { answer: 'stale', ...body };
      case 423:
        return { answer: 'locked', ...body };
      case 401:
        return { answer: 'signed_out' };
      case 400:
      case 403:
      case 413:
      case 422:
        return { answer: 'refused', message: body.message ?? `${reply.status}` };
      default:
        return { answer: 'unreachable' };
    }
  }

  // A sign-in elsewhere in this browser makes the page's token worthless.
  async hasNewToken() {
    const before = this.token;
    await this.reread();
    return this.token !== before;
  }

  beat() {
    return this.call('POST', `${this.base}/lock`, { tab: this.tab });
  }

  takeLock() {
    return this.call('POST', `${this.base}/lock/take`, { tab: this.tab });
  }

  async findArticles(query) {
    const reply = await this.call('GET', `/desk/articles/find?q=${encodeURIComponent(query)}`);
    return Array.isArray(reply.body) ? reply.body : [];
  }

  embed(url) {
    return this.call('POST', '/desk/embed', { url });
  }

  paste(html, text) {
    return this.call('POST', '/desk/paste', { html, text });
  }

  keepWords(media, words) {
    return this.call('POST', `/desk/media/${media}`, words);
  }

  notes() {
    return this.call('GET', `${this.base}/notes`);
  }

  addNote(note) {
    return this.call('POST', `${this.base}/notes`, note);
  }

  record() {
    return this.call('GET', `${this.base}/record/cards`);
  }

  addToRecord(claim) {
    return this.call('POST', `${this.base}/record/cards`, claim);
  }

  resolveNote(id) {
    return this.call('POST', `${this.base}/notes/${encodeURIComponent(id)}/resolve`, {});
  }

  /**
   * What the page would hold if it were opened now: its draft, and a token that this sign-in accepts.
   * @returns {Promise<any | null>}
   */
  async reread() {
    try {
      const reply = await fetch(this.base, { credentials: 'same-origin', redirect: 'error', signal: AbortSignal.timeout(15_000) });
      const html = reply.ok ? await reply.text() : '';
      const draft = /<script type="application\/json" id="draft">([\s\S]*?)<\/script>/.exec(html);
      const token = /<meta name="csrf" content="([^"]*)"/.exec(html);
      if (token) {
        document.querySelector('meta[name="csrf"]')?.setAttribute('content', token[1]);
      }
      return draft ? JSON.parse(draft[1]) : null;
    } catch {
      return null;
    }
  }

  /**
   * Sends a file, and says how much of it is there.
   * @param {File} file @param {(part: number) => void} onProgress
   */
  upload(file, onProgress, unreachable) {
    return new Promise(resolve => {
      const request = new XMLHttpRequest();
      const form = new FormData();
      form.append('file', file, file.name);
      request.open('POST', '/desk/media');
      request.setRequestHeader('RequestVerificationToken', this.token);
      request.setRequestHeader('Accept', 'application/json');
      request.responseType = 'json';
      request.upload.onprogress = event => event.lengthComputable && onProgress(event.loaded / event.total);
      request.onload = () => resolve(request.status === 200 && request.response ? { ok: true, media: request.response } : { ok: false, message: request.response?.message ?? unreachable, offline: request.status >= 500 });
      request.onerror = request.ontimeout = () => resolve({ ok: false, message: unreachable, offline: true });
      request.send(form);
    });
  }
}
