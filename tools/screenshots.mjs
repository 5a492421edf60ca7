// node screenshots.mjs ADDRESS ARTICLES.json FOLDER: photographs the pages named below; tools/screenshots starts the site for it.
import { chromium } from 'playwright-core';
import { readFileSync, writeFileSync } from 'node:fs';

const [address, list, folder] = process.argv.slice(2);
const articles = JSON.parse(readFileSync(list, 'utf8')).filter(a => a.state === 'published');
const tallest = 2400;

const browser = await chromium.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'],
});

for (const [name, path] of Object.entries(await findPages())) {
  for (const width of [360, 1280]) {
    for (const scheme of ['light', 'dark']) {
      await photograph(`${name}-${width}-${scheme}`, path, width, scheme);
    }
  }
}
await photograph('article-print', (await findPages()).article, 794, 'light', 'print');
await browser.close();

// What the sample holds is found by looking, so that a changed sample needs no change here.
async function findPages() {
  const found = {};
  const page = await browser.newPage();
  for (const article of articles) {
    await page.goto(address + article.address);
    const seen = await page.evaluate(() => ({
      language: document.querySelector('article.story')?.lang || document.documentElement.lang,
      photos: document.querySelectorAll('article figure img').length,
      isGallery: document.querySelector('article [class*=gallery]') !== null,
      isLong: document.querySelectorAll('article p').length > 12,
      isArticle: document.querySelector('article .byline') !== null,
      links: [...document.querySelectorAll('main a[href]')].map(a => new URL(a.href).pathname),
    }));
    const link = start => seen.links.find(l => l.startsWith(start));
    const english = seen.language === 'en' && seen.isArticle;
    if (english && seen.photos > 0) found.article ??= article.address;
    if (english && seen.photos === 0) found['article-plain'] ??= article.address;
    if (english && seen.isGallery) found['article-gallery'] ??= article.address;
    if (seen.language === 'es' && seen.isArticle) found['article-spanish'] ??= article.address;
    if (seen.language === 'ar' && seen.isArticle) found['article-arabic'] ??= article.address;
    if (!seen.isArticle) found.page ??= article.address;
    if (english) {
      found.topic ??= link('/topics/');
      found.person ??= link('/people/');
      found.series ??= link('/series/');
    }
  }
  await page.close();
  const pages = {
    front: '/',
    'front-spanish': '/es/',
    'front-arabic': '/ar/',
    ...found,
    archive: '/archive/' + articles[0].published_at.slice(0, 7).replace('-', '/') + '/',
    search: '/search?q=water',
    'search-empty': '/search?q=xyzzyplugh',
    'not-found': '/there-is-no-such-page/',
  };
  return Object.fromEntries(Object.entries(pages).filter(([, path]) => path));
}

async function photograph(name, path, width, scheme, media = 'screen') {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.emulateMedia({ media });
  await page.goto(address + path, { waitUntil: 'networkidle' });
  // Photos further down load when they are scrolled to.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(height, tallest) });
  await page.waitForFunction(() => [...document.images].every(i => i.complete && i.naturalWidth > 0 || i.offsetParent === null || i.getBoundingClientRect().top > innerHeight));
  const session = await context.newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  writeFileSync(`${folder}/${name}.webp`, Buffer.from(data, 'base64'));
  await context.close();
}
