// Makes up blocks of every kind, in the server's own form, with fields that nobody knows yet.
import fc from 'fast-check';
import { KINDS } from '../body/marks.js';

const ALPHABET = [...'0123456789abcdefghjkmnpqrstvwxyz'];
const maybe = arb => fc.option(arb, { nil: undefined, freq: 2 });
const id = fc.array(fc.constantFrom(...ALPHABET), { minLength: 8, maxLength: 8 }).map(a => a.join(''));
const sha = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 64, maxLength: 64 }).map(a => a.join(''));
const words = fc.array(fc.constantFrom('mud', 'Kell', 'harbour', 'año', 'TK', 'ش', '🛳️', '—', '\n', '  ', '“sí”', '<b>', '&amp;', '/', '@', 'a'), { maxLength: 9 }).map(a => a.join(' '));
const plain = fc.oneof(words, fc.string({ maxLength: 12 }).filter(t => !t.includes('\r')));
const unknown = fc.dictionary(fc.constantFrom('x_new', 'later', 'tone'), fc.oneof(fc.integer(), fc.string(), fc.constant([1, { a: true }])), { maxKeys: 1, noNullPrototype: true });
const address = fc.constantFrom('https://kell.example/a?b=1', '/2026/11/mud/', 'mailto:desk@kell.example', 'http://x.example/');

const kept = object => Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined));
const record = shape => fc.record(shape).map(kept);

/** A text with marks as the server sorts and joins them. */
export const marked = fc.tuple(plain, fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.constantFrom(...KINDS, 'glow'), fc.nat(3)), { maxLength: 6 })).map(([text, raw]) => {
  const whole = cutPlaces(text);
  const marks = [];
  for (const [a, b, kind, n] of raw) {
    const [from, to] = [whole[a % whole.length], whole[b % whole.length]].sort((x, y) => x - y);
    const value = { link: `/a/${n}/`, lang: ['es', 'ar', 'fr', 'de'][n], note: `note000${n}`, glow: String(n) }[kind];
    const note = kind === 'note';
    const clash = marks.some(m => (m.kind === kind || (isShift(m.kind) && isShift(kind))) && (note ? m.to === to : m.from <= to && from <= m.to));
    if (!clash && (note || from < to)) {
      marks.push(kept({ from: note ? to : from, to, kind, value }));
    }
  }
  const rank = m => (KINDS.includes(m.kind) ? KINDS.indexOf(m.kind) : KINDS.length);
  marks.sort((a, b) => a.from - b.from || b.to - a.to || rank(a) - rank(b));
  return marks.length ? { text, marks } : { text };
});

const isShift = kind => kind === 'sub' || kind === 'sup';

// Marks stand between whole characters.
function cutPlaces(text) {
  const places = [0];
  for (const character of text) {
    places.push(places.at(-1) + character.length);
  }
  return places;
}

const head = { id, dir: maybe(fc.constantFrom('rtl', 'ltr')) };
const of = (kind, shape, content = fc.constant({})) =>
  fc.tuple(record({ ...head, ...shape }), content, unknown).map(([fields, more, extra]) => ({ kind, ...extra, ...fields, ...more }));
const thousandth = maybe(fc.nat(1000));

const caption = fc.tuple(maybe(marked)).map(([c]) => (c ? kept({ caption: c.text, caption_marks: c.text ? c.marks : undefined }) : {}));
const pictureFields = {
  media: maybe(sha), moving: maybe(fc.constant('image/gif')), source: maybe(address), alt: maybe(plain), decorative: fc.boolean(),
  credit: maybe(plain), credit_url: maybe(address), width: maybe(fc.nat(6000)), height: maybe(fc.nat(6000)), focal_x: thousandth, focal_y: thousandth,
  size: fc.constantFrom('text', 'wide', 'full'), link: maybe(address),
};
const picture = of('figure', pictureFields, caption);
const item = fc.tuple(marked, fc.nat(3), maybe(fc.boolean()), unknown).map(([t, level, ordered, extra]) => kept({ ...extra, ...t, level, ordered }));
const cell = fc.tuple(marked, maybe(fc.constantFrom(2, 3)), maybe(fc.constantFrom(2, 4)), unknown).map(([t, c, r, extra]) => kept({ ...extra, ...t, column_span: c, row_span: r }));
const note = fc.tuple(id, marked, unknown).map(([i, t, extra]) => ({ ...extra, id: i, ...t }));

export const someBlock = fc.oneof(
  of('paragraph', {}, marked),
  of('heading', { level: fc.constantFrom(2, 3, 4) }, marked),
  of('quote', { cite: maybe(plain) }, marked),
  of('pullquote', { cite: maybe(plain) }, marked),
  of('list', { ordered: fc.boolean(), start: maybe(fc.nat(90)) }, fc.array(item, { minLength: 1, maxLength: 5 }).map(items => ({ items }))),
  picture,
  of('gallery', { caption: maybe(plain) }, fc.array(picture, { maxLength: 4 }).map(all => ({ figures: all.map(({ kind, ...f }) => f) }))),
  of('table', { header_rows: fc.nat(2), header_column: fc.boolean(), caption: maybe(plain) }, fc.array(fc.array(cell, { maxLength: 4 }), { minLength: 1, maxLength: 4 }).map(rows => ({ rows }))),
  of('code', { language: maybe(fc.constantFrom('sql', 'c#')), text: plain }),
  of('separator', {}),
  of('embed', { provider: fc.constantFrom('youtube', 'link', 'x'), url: address, title: maybe(plain), text: maybe(plain), author: maybe(plain), poster: maybe(sha), caption: maybe(plain) }),
  of('audio', { media: maybe(sha), source: maybe(address), title: maybe(plain), caption: maybe(plain), credit: maybe(plain), seconds: maybe(fc.nat()), bytes: maybe(fc.nat()), media_type: maybe(fc.constant('audio/mpeg')) }),
  of('video', { media: maybe(sha), source: maybe(address), title: maybe(plain), caption: maybe(plain), credit: maybe(plain), poster: maybe(sha), media_type: maybe(fc.constant('video/mp4')) }),
  of('file', { media: maybe(sha), source: maybe(address), name: plain, caption: maybe(plain), bytes: maybe(fc.nat()), media_type: maybe(fc.constant('application/pdf')) }),
  of('hologram', { depth: fc.nat() }),
  of('list', { ordered: fc.boolean(), items: fc.constant([]) }),
);

export const someBlocks = fc
  .tuple(fc.uniqueArray(someBlock, { maxLength: 8, selector: b => b.id }), maybe(of('footnotes', {}, fc.uniqueArray(note, { maxLength: 4, selector: n => n.id }).map(notes => ({ notes })))))
  .map(([blocks, notes]) => (notes ? [...blocks, notes] : blocks));
