// Reads this site when the site itself cannot be reached: first the network, then what was read before, then the mirrors.
// A mirror is believed only as far as it fits the edition that the outlet's key has signed. Nothing here watches the reader.
const key = "%KEY%";
// The key above it, which may vouch for the next one; those before it, which nobody's word brings back.
const rootKey = "%ROOT%";
const former = "%FORMER%".split(" ");
const root = new URL("./", location.href).href;
const wellKnown = ".well-known/broadside/";
const shelf = "broadside-pages";
const memory = "broadside-notes";
const notes = root + memory;
const patience = 4000;
const last = 20000;
const most = 120;
const hour = 3600000;
const editions = new Map();

addEventListener("install", event => event.waitUntil(Promise.all([skipWaiting(), stock()])));
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("fetch", event => {
  const url = new URL(event.request.url);
  const path = url.href.slice(root.length);
  const isOurs = url.href.startsWith(root) && !url.search && !/^(desk|subscribe|give$|give\/[^o]|search$|report|hooks|healthz|readyz|\.well-known\/broadside\/(SHA|edition))/.test(path);
  // A part of a file, as players ask for, is neither kept nor had from elsewhere.
  if (event.request.method === "GET" && isOurs && !event.request.headers.has("Range")) {
    event.respondWith(answer(event, url));
    if (event.request.mode === "navigate") {
      event.waitUntil(renew().catch(() => {}));
    }
  }
});

async function answer(event, url) {
  const fresh = await soon(fetch(event.request)).catch(() => null);
  if (fresh && fresh.status < 500) {
    if (fresh.status === 200) {
      // The reader waits for no memory, nor for the room that a full one lacks.
      event.waitUntil(keep(url.href, fresh.clone()).catch(() => {}));
    }
    return fresh;
  }
  const kept = await caches.match(url.href, { ignoreVary: true });
  return kept ?? await fromMirrors(url) ?? fresh ?? Response.error();
}

// Where the mirrors are; the front page and the newest articles, so that there is something to read without a network.
async function stock() {
  try {
    await learn();
    const feed = await (await fetch(root + "feed.json")).json();
    for (const address of [root, ...feed.items.slice(0, 10).map(item => root + new URL(item.url).pathname.slice(1))]) {
      const page = await fetch(address);
      if (page.status === 200) {
        await keep(address, page);
      }
    }
  } catch {
    // Next time.
  }
}

// Mirrors come and go: looked up once an hour at most, and believed only as far as the edition that names them is signed.
async function renew() {
  const known = await remembered();
  if (Date.now() - (known.askedAt ?? 0) < hour) {
    return;
  }
  await note({ ...known, askedAt: Date.now() });
  const told = await soon(fetch(root + wellKnown + "edition.json", { cache: "no-store" }), last);
  if ((await told.json()).number > known.number) {
    editions.delete(root);
    await learn();
  }
}

// Nobody waits for this. A busy machine answers late, and an edition that changes between two of its files fits no signature: asked
// again, a little later.
async function learn() {
  for (const pause of [0, 1000, 1000]) {
    await new Promise(resolve => setTimeout(resolve, pause));
    const own = await edition(root, last).catch(() => null);
    if (own) {
      return remember(own);
    }
  }
}

async function keep(address, response) {
  const cache = await caches.open(shelf);
  await cache.put(address, response);
  const held = await cache.keys();
  await Promise.all(held.slice(0, Math.max(0, held.length - most)).map(old => cache.delete(old)));
}

// Each mirror in its turn. Where none fits, once more with more patience, and with an edition that has not expired even if the browser
// has seen a newer one: the outlet may have died before all mirrors had it, and there is nothing else left to read from.
async function fromMirrors(url) {
  const path = decodeURIComponent(url.href.slice(root.length).split("#")[0]);
  const known = await remembered();
  for (const [wait, least] of [[patience, known.number], [last, 0]]) {
    for (const mirror of known.mirrors) {
      const found = await fromMirror(mirror, path, least, wait).catch(() => null);
      if (found) {
        return found;
      }
    }
  }
  return null;
}

async function fromMirror(mirror, path, least, wait) {
  const signed = await edition(mirror, wait);
  if (!signed || signed.number < least) {
    return null;
  }
  const name = path === "" || path.endsWith("/") ? path + "index.html" : path;
  const to = signed.sums.has(name) ? null : await leads(mirror, path, signed, wait);
  const bytes = to ? null : await file(mirror, name, signed, wait);
  if (!to && !bytes) {
    return null;
  }
  await remember(signed).catch(() => {});
  return to ? Response.redirect(to, 301) : shown(bytes, name, mirror, signed.issued);
}

// Its bytes as the edition has them, else null.
async function file(mirror, name, signed, wait) {
  const sum = signed.sums.get(name);
  if (!sum) {
    return null;
  }
  const found = await soon(fetch(mirror + name.split("/").map(encodeURIComponent).join("/"), { credentials: "omit" }), wait);
  const bytes = await found.arrayBuffer();
  return hex(await crypto.subtle.digest("SHA-256", bytes)) === sum ? bytes : null;
}

// Where an address of an earlier time leads, on this site and nowhere else.
async function leads(mirror, path, signed, wait) {
  const bytes = await file(mirror, wellKnown + "former.json", signed, wait);
  const all = bytes ? JSON.parse(new TextDecoder().decode(bytes)).addresses : {};
  const to = new URL(root + (all["/" + path] ?? all["/" + path + "/"] ?? all["/" + path.replace(/\/$/, "")] ?? "/").slice(1)).href;
  return to.startsWith(root) && to !== root ? to : null;
}

function shown(bytes, name, mirror, issued) {
  const type = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml", xml: "application/xml", json: "application/json" }[name.split(".").pop()];
  if (!type?.startsWith("text/html")) {
    return new Response(bytes, type ? { headers: { "Content-Type": type } } : {});
  }
  const text = new TextDecoder().decode(bytes);
  const words = /<html lang="es/.test(text) ? ["El sitio no responde. Copia firmada de ", "del", "comprobada"] : ["The site does not answer. Signed copy from ", "of", "checked"];
  const note = `<aside class="site-notice"><p>${words[0]}<b>${new URL(mirror).host.replace(/[^\w.:-]/g, "")}</b>, ${words[1]} ${issued}, ${words[2]}.</p></aside>`;
  return new Response(text.replace(/<main /, note + "<main "), { headers: { "Content-Type": type } });
}

// What a place says of itself, if our key has signed it and it is not too old; else null.
async function edition(place, wait = patience) {
  const known = editions.get(place);
  if (known && Date.now() - known.at < 300000) {
    return known;
  }
  const [sums, signature, facts] = await Promise.all(["SHA256SUMS", "SHA256SUMS.minisig", "edition.json"].map(async name => {
    const response = await soon(fetch(place + wellKnown + name, { cache: "no-store", credentials: "omit" }), wait);
    return new Uint8Array(response.ok ? await response.arrayBuffer() : []);
  }));
  const comment = await verified(sums, new TextDecoder().decode(signature), await signer(facts));
  const said = /^edition:(\d+) issued:(\d{4}-\d\d-\d\d)\S* expires:(\S+)/.exec(comment ?? "");
  if (!said || Date.parse(said[3]) < Date.now()) {
    return null;
  }
  const lines = new TextDecoder().decode(sums).split("\n").filter(line => line.length > 66);
  const read = { at: Date.now(), number: Number(said[1]), issued: said[2], sums: new Map(lines.map(line => [line.slice(66), line.slice(0, 64)])), mirrors: [] };
  if (hex(await crypto.subtle.digest("SHA-256", facts)) !== read.sums.get(wellKnown + "edition.json")) {
    return null;
  }
  read.mirrors = JSON.parse(new TextDecoder().decode(facts)).mirrors.map(mirror => mirror.endsWith("/") ? mirror : mirror + "/");
  editions.set(place, read);
  return read;
}

// On no shelf of pages: there the oldest make room for others.
async function remembered() {
  const kept = await (await caches.open(memory)).match(notes);
  return kept ? kept.json() : { number: 0, mirrors: [] };
}

async function remember(signed) {
  const known = await remembered();
  if (signed.number >= known.number) {
    await note({ ...known, number: signed.number, mirrors: signed.mirrors });
  }
}

async function note(known) {
  await (await caches.open(memory)).put(notes, Response.json(known));
}

const soon = (promise, wait = patience) => Promise.race([promise, new Promise((_, refuse) => setTimeout(refuse, wait, new Error("slow")))]);
const hex = bytes => Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, "0")).join("");
const bytesOf = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));

// Whose signature counts for a place: our key's, or that of the key which took its place, if the root key that we know vouches for it.
async function signer(facts) {
  const { root: above, site, site_signed_by_root: word, expires_at: until } = JSON.parse(new TextDecoder().decode(facts)).keys;
  const isNext = rootKey && above === rootKey && site !== key && !former.includes(site) && Date.parse(until) > Date.now();
  return isNext && await holds(rootKey, bytesOf(word), new TextEncoder().encode(`broadside site key ${site} expires ${until}`)) ? site : key;
}

// A detached signature of minisign, kind "ED": Ed25519 over the BLAKE2b-512 of the file, and over signature and comment.
async function verified(file, text, by) {
  const lines = text.split("\n");
  const [signature, whole, line] = [bytesOf(lines[1]), bytesOf(lines[3]), bytesOf(by)];
  const comment = lines[2].slice("trusted comment: ".length);
  if (signature.length !== 74 || signature[0] !== 69 || signature[1] !== 68 || line.slice(2, 10).some((byte, i) => byte !== signature[2 + i])) {
    return null;
  }
  const isGood = await holds(by, signature.slice(10), blake2b(file))
    && await holds(by, whole, new Uint8Array([...signature.slice(10), ...new TextEncoder().encode(comment)]));
  return isGood ? comment : null;
}

async function holds(line, signature, bytes) {
  const by = await crypto.subtle.importKey("raw", bytesOf(line).slice(10), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", by, signature, bytes);
}

// BLAKE2b-512 after RFC 7693; each word of 64 bits stands as two of 32, the lower first. Browsers have none of their own.
function blake2b(data) {
  const start = Uint32Array.of(0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a, 0xade682d1, 0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19);
  const order = ["0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d", "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0"].map(row => Array.from(row, digit => parseInt(digit, 16)));
  const columns = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];
  const [state, words, v] = [start.slice(), new Uint32Array(32), new Uint32Array(32)];
  const add = (a, low, high) => {
    const sum = v[a] + low;
    v[a + 1] += high + (sum > 0xffffffff ? 1 : 0);
    v[a] = sum;
  };
  const turn = (a, b, bits) => {
    const [low, high] = [v[a] ^ v[b], v[a + 1] ^ v[b + 1]];
    [v[a], v[a + 1]] = bits === 32 ? [high, low] : bits === 63 ? [low << 1 | high >>> 31, high << 1 | low >>> 31] : [low >>> bits | high << 32 - bits, high >>> bits | low << 32 - bits];
  };
  state[0] ^= 0x01010040;
  for (let at = 0, isLast = false; !isLast;) {
    const block = new Uint8Array(128);
    block.set(data.subarray(at, at + 128));
    at = Math.min(at + 128, data.length);
    isLast = at === data.length;
    const view = new DataView(block.buffer);
    words.forEach((_, i) => words[i] = view.getUint32(4 * i, true));
    v.set(state);
    v.set(start, 16);
    v[24] ^= at;
    if (isLast) {
      v[28] ^= 0xffffffff;
      v[29] ^= 0xffffffff;
    }
    for (let round = 0; round < 12; round++) {
      columns.forEach((column, i) => {
        const [a, b, c, d] = column.map(word => word * 2);
        const [x, y] = [order[round % 10][2 * i] * 2, order[round % 10][2 * i + 1] * 2];
        add(a, v[b], v[b + 1]), add(a, words[x], words[x + 1]), turn(d, a, 32);
        add(c, v[d], v[d + 1]), turn(b, c, 24);
        add(a, v[b], v[b + 1]), add(a, words[y], words[y + 1]), turn(d, a, 16);
        add(c, v[d], v[d + 1]), turn(b, c, 63);
      });
    }
    state.forEach((_, i) => state[i] ^= v[i] ^ v[i + 16]);
  }
  return new Uint8Array(state.buffer);
}
