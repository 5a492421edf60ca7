// Finds articles in a copy of the site, where no program answers: in the index that every copy carries along.
// On the newsroom's own host it hands the question over. The index is told of in Site/Search/Carried.
const page = document.querySelector("[data-copy]");
const [form, summary, list] = ["form", ".summary", "section"].map(name => page.querySelector(name));
const say = page.dataset, here = new URL("./", location.href), fromDisk = location.protocol === "file:";
const asked = new URLSearchParams(location.search).get("q")?.trim().slice(0, 200) ?? "";

// A page opened from a disk may fetch nothing, so there the index lies beside as scripts.
const policy = fromDisk ? globalThis.trustedTypes?.createPolicy("broadside-search", { createScriptURL: url => url }) : null;
const asScript = name => new Promise((done, fail) => {
  const tag = document.createElement("script"), url = new URL(name + ".js", here).href;
  tag.onload = () => done(globalThis.broadsideIndex[name]);
  tag.onerror = fail;
  tag.src = policy ? policy.createScriptURL(url) : url;
  document.head.append(tag);
});
const fetched = name => fetch(new URL(name, here)).then(answer => answer.ok ? answer.json() : Promise.reject(answer.status));
const kept = {};
const get = name => kept[name] ??= (fromDisk ? asScript : fetched)(name);

// Words as the index has them.
const letters = { ß: "ss", æ: "ae", ø: "o", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };
const alone = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3ffff}";
const word = new RegExp(`[${alone}]|(?:(?![${alone}])[\\p{L}\\p{Nd}\\p{Mn}\\p{Mc}])+`, "gu");
const fold = text => text.toLowerCase().normalize("NFKD").replace(/([\0-\u02af])\p{Mn}+/gu, "$1").replace(/[ßæøœłđðþı]/g, l => letters[l]).normalize("NFC").replace(/[^\p{L}\p{Nd}]/gu, "");
const words = text => (text.replace(/['’]s(?![\p{L}\p{Nd}])/giu, "").match(word) ?? []).map(w => fold(w.slice(0, 64))).filter(w => w);

const bare = (w, vowels) => w.length > 3 && vowels.includes(w.at(-1)) ? w.slice(0, -1) : w;
function english(w, irregular) {
  if (Object.hasOwn(irregular, w)) return bare(irregular[w], "e");
  if (/[^sui]s$/.test(w)) w = w.endsWith("ies") ? (w.length > 4 ? w.slice(0, -3) + "y" : w.slice(0, -1)) : w.slice(0, /(ss|sh|ch|x|zz)es$/.test(w) ? -2 : -1);
  if (w.endsWith("ied") && w.length > 4) return w.slice(0, -3) + "y";
  const cut = w.endsWith("ing") ? 3 : /[^e]ed$/.test(w) ? 2 : 0, stem = w.slice(0, w.length - cut);
  if (cut && stem.length > 2 && /[aeiou]/.test(stem)) w = /([^aeioulszf])\1$/.test(stem) ? stem.slice(0, -1) : stem;
  return bare(w, "e");
}
function spanish(w) {
  if (w.endsWith("ces")) w = w.slice(0, -3) + "z";
  else if (w.length > 4 && /[^aeiou]es$/.test(w)) w = w.slice(0, -2);
  else if (/[aeiou]s$/.test(w)) w = w.slice(0, -1);
  const end = ["ieron", "iendo", "aban", "aron", "ando", "aba", "ado", "ada", "ido", "ida", "ar", "er", "ir"].find(e => w.length - e.length > 3 && w.endsWith(e));
  return bare(end ? w.slice(0, -end.length) : w, "aoe");
}

// What was asked: words that must all be there, "phrases" (whose words must), begin* and -without.
function read(text, { small, irregular }) {
  const no = small.split(" "), terms = [];
  for (const [, not, quoted, plain, star] of text.matchAll(/([-−]?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»*]+))(\*?)/gu)) {
    const all = words(quoted ?? plain), some = all.filter(w => !no.includes(w));
    if (some.length) terms.push({
      not: !!not,
      parts: some.map((w, i) => {
        const rule = w.length > 3 && !/^\d/.test(w);
        return { word: w, begins: !!star && i === some.length - 1 && w.length > 1, en: rule ? english(w, irregular) : w, es: rule ? spanish(w) : w, "": w };
      }),
    });
  }
  return terms;
}

const shard = (stem, bits) => ((stem.charCodeAt(0) * 40503 + (stem.charCodeAt(1) || 0) * 30029) >> 7) & ((1 << bits) - 1);
const fits = (stem, { word }) => stem.startsWith(word) || (stem.length > 2 && word.length - stem.length < 5 && word.startsWith(stem));

// The articles of a stretch that have one word: number → [weight, language of the rules].
async function having(part, { name, bits }) {
  const found = new Map();
  for (const number of new Set(["en", "es", ""].map(l => shard(part[l], bits)))) {
    for (const [language, stems] of Object.entries(await get(`index/${name}/${number}.json`))) {
      const own = part.begins ? Object.keys(stems).filter(stem => fits(stem, part)) : Object.hasOwn(stems, part[language]) ? [part[language]] : [];
      for (const stem of own) {
        let at = 0;
        for (const posting of stems[stem]) {
          at += posting >> 4;
          if ((found.get(at)?.[0] ?? -1) < (posting & 15)) found.set(at, [posting & 15, language]);
        }
      }
    }
  }
  return found;
}

async function inStretch(stretch, terms, newest) {
  const sets = await Promise.all(terms.map(term => Promise.all(term.parts.map(part => having(part, stretch)))));
  const hits = [];
  for (const number of sets[terms.findIndex(t => !t.not)][0].keys()) {
    let sum = 0, wanted = 0, language = "";
    if (terms.every((term, i) => {
      const has = sets[i].map(set => set.get(number)), all = has.every(h => h);
      if (term.not) return !all;
      if (all) { sum += has.reduce((s, h) => s + h[0], 0) / has.length; wanted++; language = has[0][1]; }
      return all;
    })) {
      const day = stretch.days[number], age = newest - day;
      hits.push({ stretch, number, day, score: sum / wanted * (1 + .5 / (1 + age / 365)) * (document.documentElement.lang.startsWith(language || "-") ? 1.25 : 1) });
    }
  }
  return hits;
}

const make = (name, text, set) => Object.assign(document.createElement(name), text === null ? {} : { textContent: text }, set);

async function show(hits) {
  const titles = await Promise.all(hits.map(h => get(`index/${h.stretch.name}/t${h.number >> 6}.json`)));
  list.append(...hits.flatMap((hit, i) => {
    const [address, title, at, day, standfirst, language] = titles[i][hit.number & 63];
    if (!address) return [];
    const item = make("article", null, { className: "teaser plain", lang: language }), inner = make("div", null, { className: "words" }), head = make("h2", null);
    head.append(make("a", title, { href: new URL(".." + address + (fromDisk && address.endsWith("/") ? "index.html" : ""), here).href }));
    inner.append(head);
    if (standfirst) inner.append(make("p", standfirst, { className: "stand" }));
    if (day) inner.append(make("p", null, { className: "meta" })), inner.lastChild.append(make("time", day, { dateTime: at, lang: document.documentElement.lang }));
    item.append(inner);
    return [item];
  }));
}

async function find() {
  form.q.value = asked;
  if (!asked) return;
  summary.textContent = say.looking;
  try {
    const index = await get("index.json"), terms = read(asked, index);
    for (const stretch of index.stretches) stretch.days.forEach((day, i, days) => days[i] += days[i - 1] ?? 0);
    const newest = index.stretches.flatMap(s => s.days).reduce((a, b) => Math.max(a, b), 0);
    const hits = terms.some(t => !t.not) ? (await Promise.all(index.stretches.map(s => inStretch(s, terms, newest)))).flat() : [];
    hits.sort((a, b) => b.score - a.score || b.day - a.day || b.number - a.number);
    list.hidden = !hits.length;
    let shown = 0;
    const more = make("button", say.more, { type: "button", className: "more" });
    const next = async () => {
      const at = list.querySelectorAll("article").length;
      more.remove();
      await show(hits.slice(shown, shown += 20));
      if (shown < hits.length) list.append(more);
      return list.querySelectorAll("article")[at];
    };
    more.onclick = async () => (await next())?.querySelector("a").focus();
    await next();
    summary.textContent = (hits.length === 0 ? say.none : hits.length === 1 ? say.one : say.other).replace("{n}", hits.length.toLocaleString(document.documentElement.lang)).replace("{query}", () => asked);
  } catch {
    summary.textContent = say.failed;
  }
}

if (new URL(form.action).origin === location.origin) {
  if (asked) location.replace(form.action + "?q=" + encodeURIComponent(asked));
} else {
  form.addEventListener("submit", event => {
    event.preventDefault();
    location.assign("?q=" + encodeURIComponent(form.q.value));
  });
  find();
}
