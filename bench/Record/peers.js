// What chrono-node and compromise find in the gold texts, and how fast: one JSON document to standard output.
//   node peers.js DOCS SECONDS     0 seconds: no times
// Each tool gets all that it accepts: the text of a paragraph, the day that the text counts from, UTC.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as chrono from 'chrono-node';
import nlp from 'compromise';
import dates from 'compromise-dates';

nlp.plugin(dates);

const [folder, seconds] = [process.argv[2], Number(process.argv[3] ?? 3)];
const docs = fs.readdirSync(folder).filter(f => f.endsWith('.json')).sort().map(f => JSON.parse(fs.readFileSync(path.join(folder, f), 'utf8')));
const day = date => date.toISOString().slice(0, 10);
const base = doc => doc.datelineDate ?? doc.publishDate;

const tools = {
  chrono: doc => each(doc, (text, p) => chrono.parse(text, { instant: new Date(`${base(doc)}T12:00:00Z`), timezone: 'UTC' }).map(found => {
    const from = chronoBounds(found.start);
    const to = found.end ? chronoBounds(found.end) : from;
    return { p, start: found.index, end: found.index + found.text.length, from: from[0], to: to[1], near: day(found.start.date()) };
  })),
  compromiseDates: doc => each(doc, (text, p) => nlp(text).dates({ timezone: 'UTC', today: base(doc) }).json({ offset: true }).filter(found => found.dates?.start).map(found => ({
    p, start: found.offset.start, end: found.offset.start + found.offset.length, from: found.dates.start.slice(0, 10), to: (found.dates.end ?? found.dates.start).slice(0, 10), near: found.dates.start.slice(0, 10),
  }))),
  compromiseNames: doc => each(doc, (text, p) => {
    const read = nlp(text);
    return [['person', read.people()], ['organization', read.organizations()], ['place', read.places()]].flatMap(([kind, view]) => view.json({ offset: true }).map(found => ({ p, start: found.offset.start, end: found.offset.start + found.offset.length, kind })));
  }),
};

// chrono says which parts of a date the words gave: a month without a day is a month.
function chronoBounds(point) {
  const date = point.date();
  if (point.isCertain('day') || point.isCertain('weekday') || !(point.isCertain('month') || point.isCertain('year'))) return [day(date), day(date)];
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return point.isCertain('month') ? [day(new Date(Date.UTC(year, month, 1))), day(new Date(Date.UTC(year, month + 1, 0)))] : [`${year}-01-01`, `${year}-12-31`];
}

function each(doc, read) {
  return doc.paragraphs.flatMap(p => read(p.text, p.id));
}

// Rounds over all texts: as long a warm-up, then processor time.
function speed(read) {
  const characters = docs.reduce((sum, doc) => sum + doc.paragraphs.reduce((n, p) => n + p.text.length, 0), 0);
  const run = () => { let rounds = 0; for (const until = Date.now() + seconds * 1000; Date.now() < until; rounds++) docs.forEach(read); return rounds; };
  const start = process.cpuUsage();
  docs.forEach(read);
  const first = process.cpuUsage(start);
  run();
  const before = process.cpuUsage();
  const rounds = run();
  const used = process.cpuUsage(before);
  return { charactersPerSecond: Math.round(rounds * characters / ((used.user + used.system) / 1e6)), firstPassMilliseconds: (first.user + first.system) / 1000 };
}

// One tool a process, so that none is warmed or burdened by another; found after the first pass has been timed.
const only = process.argv[4];
if (only) {
  const rate = seconds > 0 ? speed(tools[only]) : null;
  console.log(JSON.stringify({ found: Object.fromEntries(docs.map(doc => [doc.id, tools[only](doc)])), speed: rate }));
} else {
  const answer = { found: {}, speed: {} };
  for (const name of Object.keys(tools)) {
    const one = JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), folder, String(seconds), name], { maxBuffer: 1 << 28 }));
    answer.found[name] = one.found;
    answer.speed[name] = one.speed;
  }
  console.log(JSON.stringify(answer));
}
