import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { assert, bring, cursorAtEnd, journey, PNG, saved } from './open.js';
import { article } from './sample.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function look(page, what) {
  // The tools come back when the hand goes to the mouse.
  await page.mouse.move(5, 400);
  await page.mouse.move(9, 404);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  assert.deepEqual(violations.map(v => `${what}: ${v.id}: ${v.nodes.slice(0, 3).map(n => `${n.target} ${n.failureSummary}`).join(' | ')}`), []);
}

for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [360, 'light'], [360, 'dark']]) {
  journey(`axe finds nothing at ${width} px, ${colorScheme}`, async ({ far, newPerson }) => {
    far.notes = [{ id: 'n1', block: 'p0000002', author: { name: 'Ben Oduya' }, text: 'Is this the letter?', at: '2026-11-26T08:10:00Z' }];
    const { open, context } = await newPerson('ana', { viewport: { width, height: 800 }, colorScheme, hasTouch: width < 600, reducedMotion: 'reduce' });
    await context.addInitScript(axe);
    const page = await open();
    await page.getByRole('article').waitFor();
    await look(page, 'the page');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the screen');
    await cursorAtEnd(page, 0);
    await page.keyboard.press('Enter');
    await page.keyboard.type('/ta');
    await page.getByRole('option', { name: 'Table' }).waitFor();
    await look(page, 'the slash menu');
    await page.keyboard.press('Enter');
    await look(page, 'in a table');
    await page.locator('.ed-figure figcaption').first().click();
    await look(page, 'in a figure');
    await page.keyboard.press('Control+k');
    await look(page, 'the link box');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('the');
    await look(page, 'the find bar');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More' }).click();
    await look(page, 'the menu of more');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+/');
    await look(page, 'the sheet of keys');
    await page.keyboard.press('Escape');
    far.failUploads = 1;
    await bring(page, 'drop', { files: [{ name: 'a.png', type: 'image/png', base64: PNG }] });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await look(page, 'a refused picture');
    // A save that is under way would bring the other title in before this one is written: no two versions.
    await saved(page);
    far.saveAs('ben', { ...article, title: 'Another title' });
    await page.getByLabel('Title', { exact: true }).first().fill('My own title');
    await page.getByRole('dialog', { name: 'Two versions of this article' }).waitFor();
    await look(page, 'the merge view');
    await page.keyboard.press('Escape');
    far.takeLock('ben', 'x');
    await page.reload();
    await page.getByText(/Ben Oduya is writing/).waitFor();
    await look(page, 'locked');
  }, article);
}
