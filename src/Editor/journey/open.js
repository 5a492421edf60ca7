// Chromium, a far end, and words for what a writer does.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { FarEnd } from './far-end.js';
import { small } from './sample.js';

export { assert };

// The build without windows takes half the processor time.
const program = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(path => existsSync(path));

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
});
after(() => browser?.close());

/**
 * One journey: a far end with an article, and a browser of its own. It fails on any error on the page and on anything that
 * the policy refused.
 * @param {string} name @param {(desk: any) => Promise<void>} walk @param {object} [content]
 */
export function journey(name, walk, content = small, options = {}) {
  test(name, { timeout: 300_000 }, async () => {
    const far = await new FarEnd(structuredClone(content), options).start();
    const contexts = [];
    const faults = [];
    const newPerson = async (who = 'ana', look = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'], ...look });
      context.setDefaultTimeout(120_000);
      contexts.push(context);
      const open = async () => {
        const page = await context.newPage();
        page.on('pageerror', error => faults.push(error.stack));
        await page.addInitScript(() => document.addEventListener('securitypolicyviolation', e => console.error(`POLICY ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`)));
        page.on('console', message => message.text().startsWith('POLICY') && faults.push(message.text()));
        await page.goto(far.address(who));
        await page.locator('.ed-text[role=textbox]').waitFor();
        return page;
      };
      return { context, open };
    };
    try {
      const { open, context } = await newPerson();
      await walk({ far, open, newPerson, context });
      assert.deepEqual(faults, []);
    } finally {
      await Promise.all(contexts.map(c => c.close()));
      await far.stop();
    }
  });
}

/**
 * Waits until it is true; says what it saw last. Much longer than the page's own beats and retries (15 s): a busy machine answers late.
 * @param {() => any} look @param {(seen: any) => boolean} [is]
 */
export async function until(look, is = Boolean, what = '') {
  const end = Date.now() + 120_000;
  let seen;
  for (;;) {
    seen = await look();
    if (is(seen)) {
      return seen;
    }
    if (Date.now() > end) {
      assert.fail(`${what} was not so in time; seen: ${JSON.stringify(seen)?.slice(0, 2000)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

export const status = page => page.locator('.ed-state').textContent();
export const saved = (page) => until(() => status(page), text => /^saved/.test(text), 'saved');
export const texts = far => far.content.blocks.map(b => b.text ?? b.kind);
/** Waits until the server has it. */
export const arrives = (far, is, what = 'the server has it') => until(() => far.content, is, what);

/** Puts the cursor at the end of the n-th block. */
export async function cursorAtEnd(page, n = -1) {
  const block = page.locator('.ed-text > *').nth(n);
  await block.click({ position: { x: 60, y: 8 } });
  await move(page, 'End');
}

/** Moves the cursor by a key. The browser tells of it a moment later, sooner than any hand presses the next key. */
export async function move(page, ...keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 20))));
  }
}

/** What the clipboard or a drop brings: {html, text, files: [{name, type, base64}]}. */
export async function bring(page, event, { html, text, files = [] }, target = '.ed-text[role=textbox]') {
  await page.locator(target).first().evaluate((element, { event, html, text, files }) => {
    const data = new DataTransfer();
    html !== undefined && data.setData('text/html', html);
    text !== undefined && data.setData('text/plain', text);
    files.forEach(f => data.items.add(new File([Uint8Array.from(atob(f.base64), c => c.charCodeAt(0))], f.name, { type: f.type })));
    const box = element.getBoundingClientRect();
    const more = { bubbles: true, cancelable: true, clientX: box.left + 60, clientY: box.bottom - 5 };
    element.dispatchEvent(event === 'paste' ? new ClipboardEvent('paste', { ...more, clipboardData: data }) : new DragEvent('drop', { ...more, dataTransfer: data }));
  }, { event, html, text, files });
}

export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAGCAIAAAB1kpiRAAAAEUlEQVR42mOoyIvCgxgGrzQASFdLAbPqDPUAAAAASUVORK5CYII=';
