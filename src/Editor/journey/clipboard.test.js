import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { arrives, assert, bring, cursorAtEnd, journey, PNG, until } from './open.js';

// Clipboards of Word and Google Docs, where the test data lies.
const folder = path.join(process.env.BROADSIDE_TESTDATA ?? path.resolve(import.meta.dirname, '../../../../shared'), 'data/imports/paste');

if (existsSync(folder)) {
  journey('Real clipboards come in without the server too: text kept, nothing that the policy refuses', async ({ far, open }) => {
    far.paste = () => ({ error: true });
    const page = await open();
    const files = (await readdir(folder, { recursive: true })).filter(f => f.endsWith('.html')).sort();
    assert.ok(files.length > 30, `${files.length} files`);
    for (const file of files) {
      const html = await readFile(path.join(folder, file), 'utf8');
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Backspace');
      await page.locator('.ed-text p').first().click();
      await bring(page, 'paste', { html, text: 'x' });
      const words = await page.evaluate(source => {
        const text = source.replace(/<!--[\s\S]*?-->|<(style|head|script|title|xml)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ').replace(/&[#\w]+;/g, ' ');
        return text.match(/[A-Za-z]{5,}/g)?.slice(0, 40) ?? [];
      }, html);
      const missing = await until(() => page.locator('.ed-text').evaluate((body, all) => all.filter(w => !body.textContent.includes(w)), words), m => m.length <= words.length / 5, file).catch(e => { throw new Error(`${file}: ${e.message}`); });
      assert.ok(missing.length <= words.length / 5, `${file}: ${missing}`);
    }
    await page.keyboard.type('the end');
    await arrives(far, c => JSON.stringify(c.blocks).includes('the end'));
    await cursorAtEnd(page, 0);
  });
} else {
  test('Real clipboards come in without the server too', { skip: `no ${folder}` });
}

journey('A picture in the clipboard uploads when the server could not read the text', async ({ far, open }) => {
  far.paste = () => ({ error: true });
  const page = await open();
  await cursorAtEnd(page, 1);
  await page.keyboard.press('Enter');
  await bring(page, 'paste', { html: `<p>Before <img src="data:image/png;base64,${PNG}" alt="Mud"> after</p>`, text: 'x' });
  const { blocks } = await arrives(far, c => c.blocks.find(b => b.kind === 'figure')?.media);
  assert.deepEqual(blocks.slice(2).map(b => b.text?.trim() ?? b.alt), ['Before', 'Mud', 'after']);
});
