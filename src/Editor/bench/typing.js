// How long a key takes from the press until it is painted, in Chromium, in an article of 10,000 words and 150 blocks.
// Waiting for the screen's next refresh is switched off, so that what is measured is work. Thread time of the page's main
// thread (from a trace) is printed beside it: others on a busy machine hardly touch it.
import os from 'node:os';
import { chromium } from 'playwright-core';
import { FarEnd } from '../journey/far-end.js';
import { longArticle } from './long-article.js';

const KEYS = Number(process.argv[2] ?? 300);
const PLACES = [2, 75, 147];

const content = longArticle(10_000, 150);
const far = await new FarEnd(content).start();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu-vsync', '--disable-frame-rate-limit'] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => {
    window.times = [];
    const after = new MessageChannel();
    let began = 0;
    after.port1.onmessage = () => {
      window.times.push(performance.now() - began);
      performance.mark('painted');
    };
    addEventListener('keydown', event => {
      began = event.timeStamp;
      requestAnimationFrame(() => after.port2.postMessage(null));
    }, true);
  });
  await page.goto(far.address());
  await page.locator('.ed-text > p').first().waitFor();
  const words = (await page.locator('.ed-count').textContent()).split('·')[0].trim();
  await page.keyboard.type('warm up ');
  await browser.startTracing(page, { categories: ['blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'] });
  for (const place of PLACES) {
    const block = page.locator('.ed-text > *').nth(place);
    await block.scrollIntoViewIfNeeded();
    await block.click({ position: { x: 80, y: 10 } });
    await page.keyboard.press('End');
    for (let i = 0; i < KEYS / PLACES.length; i++) {
      await page.keyboard.type('the mud came back '[i % 18], { delay: 0 });
      await page.waitForTimeout(60);
    }
  }
  const trace = JSON.parse((await browser.stopTracing()).toString());
  const times = (await page.evaluate(() => window.times)).sort((a, b) => a - b);
  const at = part => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1);
  const { perKey, spanned, parts, work, toPaint } = threadTime(trace.traceEvents, times.length);
  console.log(`article      ${words}, ${content.blocks.length} blocks`);
  console.log(`keys         ${times.length}`);
  console.log(`to paint     p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   p99 ${at(0.99)} ms   most ${times.at(-1).toFixed(1)} ms`);
  console.log(`of it work   p50 ${toPaint(0.5)} ms   p95 ${toPaint(0.95)} ms   p99 ${toPaint(0.99)} ms of the main thread's processor time; the rest is waiting for a turn or for the screen`);
  console.log(`work         p50 ${work(0.5)} ms   p95 ${work(0.95)} ms   p99 ${work(0.99)} ms of the main thread's processor time from a key to the next, saves included`);
  console.log(`on average   ${perKey.toFixed(1)} ms a key, over ${spanned} s`);
  console.log(`of which     ${parts}`);
  console.log(`machine      ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}`);
  // On a machine with more to do than it has cores the time to paint says how busy it is; then the work is what counts.
  const isBusy = os.loadavg()[0] > os.cpus().length;
  process.exitCode = Number(at(0.95)) < 16 || (isBusy && Number(work(0.95)) < 16) ? 0 : 1;
} finally {
  await browser.close();
  await far.stop();
}

// The renderer's main thread is the one that handled the keys.
function threadTime(events, keys) {
  const main = events.find(e => e.name === 'EventDispatch' && e.args?.data?.type === 'keydown');
  const tasks = events.filter(e => e.pid === main.pid && e.tid === main.tid && e.name === 'RunTask' && e.tdur);
  const sum = tasks.reduce((all, e) => all + e.tdur, 0);
  const span = Math.max(...tasks.map(e => e.ts)) - Math.min(...tasks.map(e => e.ts));
  const names = { FunctionCall: 'script', UpdateLayoutTree: 'style', Layout: 'layout', PrePaint: 'pre-paint', Paint: 'paint', Layerize: 'layers', Commit: 'commit' };
  const parts = Object.entries(names).map(([name, shown]) => `${shown} ${(events.filter(e => e.pid === main.pid && e.tid === main.tid && e.name === name).reduce((all, e) => all + (e.tdur ?? 0), 0) / 1000 / keys).toFixed(1)}`);
  const starts = events.filter(e => e.pid === main.pid && e.tid === main.tid && e.name === 'EventDispatch' && e.args?.data?.type === 'keydown').map(e => e.ts).sort((a, b) => a - b);
  const works = starts.map((from, i) => tasks.filter(e => e.ts + e.dur > from && e.ts < (starts[i + 1] ?? from + 1e5)).reduce((all, e) => all + e.tdur, 0) / 1000).sort((a, b) => a - b);
  const work = part => works[Math.min(works.length - 1, Math.floor(works.length * part))].toFixed(1);
  const painted = events.filter(e => e.name === 'painted' && e.pid === main.pid).map(e => e.ts).sort((a, b) => a - b);
  const untilPaint = starts.map(from => [from, painted.find(ts => ts > from)]).filter(([, to]) => to)
    .map(([from, to]) => tasks.filter(e => e.ts + e.dur > from && e.ts < to).reduce((all, e) => all + e.tdur, 0) / 1000).sort((a, b) => a - b);
  const toPaint = part => untilPaint[Math.min(untilPaint.length - 1, Math.floor(untilPaint.length * part))].toFixed(1);
  return { work, toPaint, perKey: sum / 1000 / keys, spanned: Math.round(span / 1e6), parts: parts.join(', ') };
}
