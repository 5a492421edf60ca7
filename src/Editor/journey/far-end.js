// The desk's server as the page meets it: the addresses, answers and headers of the contract, in memory, on loopback.
// A test can end it, start it again with what it had, make it slow, or act as another person.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const bundle = path.resolve(here, '../../Broadside/Articles/Editor');
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'self'; object-src 'none'; require-trusted-types-for 'script'; trusted-types ProseMirrorClipboard";
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAGCAIAAAB1kpiRAAAAEUlEQVR42mOoyIvCgxgGrzQASFdLAbPqDPUAAAAASUVORK5CYII=', 'base64');
const STAFF = [{ id: 'ana', name: 'Ana Roa' }, { id: 'ben', name: 'Ben Oduya' }];

export class FarEnd {
  constructor(content, { strings = {}, language = 'en' } = {}) {
    this.history = new Map([[1, content]]);
    this.revision = 1;
    this.savedBy = 'ana';
    this.lock = null;
    this.notes = [];
    /** The notes are not answered before. */
    this.notesCome = Promise.resolve();
    this.record = [];
    this.media = new Map();
    this.saves = [];
    this.calls = [];
    this.picture = PICTURE;
    this.strings = strings;
    this.language = language;
    this.failUploads = 0;
    this.paste = () => ({ blocks: [], notes: [], dropped: 0 });
    this.articles = [{ id: 'b2', title: 'Where the harbour goes', address: '/2026/11/where-the-harbour-goes/', state: 'published' }, { id: 'b3', title: 'The harbour vote', address: '/2026/10/harbour-vote/', state: 'draft' }];
  }

  get content() {
    return this.history.get(this.revision);
  }

  async start() {
    this.server = http.createServer((request, reply) => void this.answer(request, reply).catch(() => reply.destroy()));
    await new Promise(resolve => this.server.listen(this.port ?? 0, '127.0.0.1', resolve));
    this.port = this.server.address().port;
    return this;
  }

  /** As when the process is killed: connections break in the middle. */
  async stop() {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  address(who = 'ana') {
    return `http://127.0.0.1:${this.port}/desk/articles/a1?as=${who}`;
  }

  /** Saves are on their way until the answer is called. */
  holdSaves() {
    let letGo;
    this.savesGo = new Promise(resolve => (letGo = resolve));
    return letGo;
  }

  /** Somebody else saves. */
  saveAs(who, content, tab, save) {
    Object.assign(this, { tab, save });
    this.revision++;
    this.history.set(this.revision, content);
    this.savedBy = who;
  }

  async answer(request, reply) {
    const url = new URL(request.url, 'http://x');
    const who = url.searchParams.get('as') ?? /who=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'ana';
    const body = await read(request);
    const call = `${request.method} ${url.pathname}`;
    this.calls.push(call);
    if (request.method !== 'GET' && request.headers.requestverificationtoken !== 'csrf-token') {
      return send(reply, 403, { code: 'antiforgery', message: 'The page is out of date.' });
    }
    if (this.isSignedOut && !call.startsWith('GET')) {
      return send(reply, 401, { code: 'signed_out', message: 'You are signed out.' });
    }
    for (const [pattern, handle] of ROUTES) {
      const match = pattern.exec(call);
      if (match) {
        return handle.call(this, { reply, who, body, match, url, request });
      }
    }
    return send(reply, 404, { code: 'none', message: 'Not here.' });
  }

  takeLock(who, tab) {
    this.lock = { who, tab, since: new Date().toISOString() };
  }

  lockFor(who) {
    return { mine: this.lock?.who === who, holder: this.lock && STAFF.find(p => p.id === this.lock.who), since: this.lock?.since };
  }
}

const ROUTES = [
  [/^GET \/desk\/articles\/a1$/, async function ({ reply, who }) {
    if (!this.lock) {
      this.takeLock(who, null);
    }
    const draft = { revision: this.revision, base_version: 1, saved_at: '2026-11-26T09:30:00Z', saved_by: this.savedBy, tab: this.tab, save: this.save, content: this.content, lock: this.lockFor(who), me: STAFF.find(p => p.id === who), strings: this.strings };
    const json = JSON.stringify(draft).replace(/</g, '\\u003c');
    reply.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY, 'Set-Cookie': `who=${who}; Path=/`, 'Cache-Control': 'no-store' });
    reply.end(`<!doctype html><html lang="${this.language}"><head><meta charset="utf-8"><title>Editor</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="csrf" content="csrf-token"><link rel="stylesheet" href="/page.css"><link rel="stylesheet" href="/desk/assets/editor.css"></head><body><main><h1 class="unseen">Edit</h1><nav class="article-bar unseen"><a href="/desk/articles/a1/publish">Publish</a></nav><div id="editor" data-article="a1" data-staff='${JSON.stringify(STAFF)}'></div></main><script type="application/json" id="draft">${json}</script><script src="/desk/assets/editor.js"></script></body></html>`);
  }],
  // What the next page of the article would show: the text as it stands when it is asked for.
  [/^GET \/desk\/articles\/a1\/publish$/, function ({ reply }) {
    const { title, blocks } = this.content;
    reply.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(`<!doctype html><title>${title}</title><p>${blocks[0].text}</p>`);
  }],
  [/^GET \/page\.css$/, ({ reply }) => reply.writeHead(200, { 'Content-Type': 'text/css' }).end('body{margin:0}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}')],
  [/^GET \/desk\/assets\/(editor\.(?:js|css))$/, async ({ reply, match }) => reply.writeHead(200, { 'Content-Type': match[1].endsWith('js') ? 'text/javascript' : 'text/css' }).end(await readFile(path.join(bundle, match[1])))],
  [/^PUT \/desk\/articles\/a1\/draft$/, async function ({ reply, who, body }) {
    const { revision, tab, save, content } = JSON.parse(body);
    this.saves.push({ who, tab, revision, at: Date.now() });
    await this.savesGo;
    if (this.refusal) {
      return send(reply, 422, { code: 'refused', field: 'title', message: this.refusal });
    }
    if (this.lock && this.lock.who !== who) {
      return send(reply, 423, { code: 'locked', ...this.lockFor(who) });
    }
    const isOwnLater = tab === this.tab && save > this.save;
    if (revision !== this.revision && !isOwnLater) {
      return send(reply, 409, { code: 'stale', revision: this.revision, saved_by: STAFF.find(p => p.id === this.savedBy), tab: this.tab, save: this.save, theirs: this.content, base: this.history.get(revision) });
    }
    this.saveAs(who, content, tab, save);
    return this.isDeaf ? reply.destroy() : send(reply, 200, { revision: this.revision, saved_at: new Date().toISOString() });
  }],
  [/^POST \/desk\/articles\/a1\/lock$/, function ({ reply, who, body }) {
    if (!this.lock || this.lock.who === who) {
      this.takeLock(who, JSON.parse(body).tab);
    }
    send(reply, 200, this.lockFor(who));
  }],
  [/^POST \/desk\/articles\/a1\/lock\/take$/, function ({ reply, who, body }) {
    this.takeLock(who, JSON.parse(body).tab);
    send(reply, 200, this.lockFor(who));
  }],
  [/^GET \/desk\/articles\/find$/, function ({ reply, url }) {
    send(reply, 200, this.articles.filter(a => a.title.toLowerCase().includes(url.searchParams.get('q').toLowerCase())));
  }],
  [/^POST \/desk\/media$/, async function ({ reply, body }) {
    if (this.failUploads > 0) {
      this.failUploads--;
      return send(reply, 422, { code: 'disguised', message: 'This is no picture that can be shown.' });
    }
    const type = /Content-Type: ([\w/.+-]+)/.exec(body.toString('latin1'))?.[1] ?? 'image/png';
    const name = /filename="([^"]*)"/.exec(body.toString('latin1'))?.[1];
    const sha256 = createHash('sha256').update(body).digest('hex');
    const kind = { image: 'picture', audio: 'audio', video: 'video' }[type.split('/')[0]] ?? 'document';
    this.media.set(sha256, type);
    return send(reply, 200, { sha256, kind, name, media_type: type, bytes: body.length, width: 1600, height: 960, credit: '', alt: '', preview: `/desk/media/${sha256}/960` });
  }],
  [/^GET \/desk\/media\/(\w+)\/\d+$/, function ({ reply }) {
    reply.writeHead(200, { 'Content-Type': this.picture === PICTURE ? 'image/png' : 'image/jpeg' }).end(this.picture);
  }],
  [/^POST \/desk\/media\/(\w+)$/, function ({ reply, body }) {
    this.words = JSON.parse(body);
    send(reply, 200, {});
  }],
  [/^POST \/desk\/embed$/, ({ reply, body }) => {
    const { url } = JSON.parse(body);
    return send(reply, 200, { kind: 'embed', id: `e${createHash('md5').update(url).digest('hex').slice(0, 7)}`, provider: url.includes('youtu') ? 'youtube' : 'link', url });
  }],
  [/^POST \/desk\/paste$/, function ({ reply, body }) {
    send(reply, 200, this.paste(JSON.parse(body)));
  }],
  [/^GET \/desk\/articles\/a1\/notes$/, async function ({ reply }) {
    await this.notesCome;
    send(reply, 200, this.notes);
  }],
  [/^GET \/desk\/articles\/a1\/record\/cards$/, function ({ reply }) {
    send(reply, 200, { decided: 0, total: this.record.length, cards: this.record });
  }],
  [/^POST \/desk\/articles\/a1\/record\/cards$/, function ({ reply, body }) {
    const claim = JSON.parse(body);
    if (claim.who === 'Nobody Known' && !claim.new_as) {
      return send(reply, 422, { code: 'new_actor', field: 'QuoteSpeaker', message: 'The directory does not know Nobody Known.' });
    }
    this.record.push({ id: `c${this.record.length + 1}`, block: claim.block, kind: claim.kind, name: claim.kind, is_open: false, head: `${claim.who ?? claim.text}: ${claim.words}`, facts: [], address: '/desk/record/claims/quote/c1', sent: claim });
    return send(reply, 200, { id: `c${this.record.length}` });
  }],
  [/^POST \/desk\/articles\/a1\/notes$/, function ({ reply, who, body }) {
    const note = { id: `n${this.notes.length + 1}`, author: STAFF.find(p => p.id === who), at: new Date().toISOString(), ...JSON.parse(body) };
    this.notes.push(note);
    send(reply, 200, note);
  }],
  [/^POST \/desk\/articles\/a1\/notes\/(\w+)\/resolve$/, function ({ reply, match }) {
    this.notes = this.notes.filter(n => n.id !== match[1]);
    send(reply, 200, {});
  }],
];

function send(reply, status, body) {
  reply.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

async function read(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  return request.headers['content-type']?.startsWith('application/json') ? body.toString('utf8') : body;
}
