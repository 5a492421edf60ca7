// Photographs the page: node journey/shots.js FOLDER
import { mkdir, readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { FarEnd } from './far-end.js';
import { article } from './sample.js';

const folder = process.argv[2] ?? 'shots';
await mkdir(folder, { recursive: true });
const far = await new FarEnd(article).start();
far.notes = [{ id: 'n1', block: 'p0000002', author: { name: 'Ben Oduya' }, text: '@Ana Roa is this the letter of the 12th?', at: '2026-11-26T08:10:00Z' }, { id: 'n2', block: 'p0000004', author: { name: 'Ana Roa' }, text: 'Ask Ilse for the date.', at: '2026-11-26T08:20:00Z' }];
if (process.env.PICTURE) {
  far.picture = await readFile(process.env.PICTURE);
}
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  for (const [width, height] of [[1280, 900], [360, 740]]) {
    for (const scheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, hasTouch: width < 600 });
      page.on('pageerror', error => console.log('page error:', error.message));
      page.on('console', message => message.type() === 'error' && console.log('console:', message.text()));
      await page.goto(far.address());
      await page.locator('.ed-text p').first().waitFor();
      await page.waitForTimeout(700);
      await page.screenshot({ path: `${folder}/top-${width}-${scheme}.png` });
      await page.evaluate(() => document.documentElement.style.setProperty('height', 'auto'));
      await page.screenshot({ path: `${folder}/all-${width}-${scheme}.png`, fullPage: true });
      await page.close();
    }
  }
} finally {
  await browser.close();
  await far.stop();
}
