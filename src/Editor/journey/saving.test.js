import { arrives, assert, cursorAtEnd, journey, saved, status, texts, until } from './open.js';
import { small } from './sample.js';
import { same } from '../saving/same.js';

const change = (text1, text2 = 'Two.', title = 'Mud') => ({ ...small, title, blocks: [{ ...small.blocks[0], text: text1 }, { ...small.blocks[1], text: text2 }] });

journey('The server has every key within two seconds, and the page says when', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  await page.keyboard.type(' More');
  await arrives(far, c => c.blocks[0].text === 'One. More');
  await until(() => status(page), text => /^saved \d\d:\d\d:\d\d$/.test(text));
  await page.keyboard.type('!');
  await page.keyboard.press('Control+s');
  await arrives(far, c => c.blocks[0].text === 'One. More!');
});

journey('The article\'s next page shows the last word, however soon it is opened', async ({ open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  await page.keyboard.type(' Last');
  await page.locator('.article-bar a').evaluate(link => link.click());
  await page.waitForURL('**/publish');
  assert.equal(await page.locator('p').textContent(), 'One. Last');
});

journey('Killed in the middle of typing and started again, the server gets every word', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  const words = Array.from({ length: 60 }, (_, i) => ` word${i}`);
  for (const [i, word] of words.entries()) {
    await page.keyboard.type(word);
    if (i === 20 || i === 40) {
      await far.stop();
    } else if (i === 32 || i === 55) {
      await far.start();
    }
  }
  await arrives(far, c => c.blocks[0].text === 'One.' + words.join(''));
  await saved(page);
});

journey('While the server is away the page says what is kept here', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  await far.stop();
  await page.keyboard.type('!');
  await cursorAtEnd(page, 1);
  await page.keyboard.type('?');
  await until(() => status(page), text => text === 'not saved: 2 changes kept here');
  await far.start();
  await saved(page);
  assert.deepEqual(texts(far), ['One.!', 'Two.?']);
});

journey('Without a network the words wait, and go when it is back', async ({ far, open, context }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  await context.setOffline(true);
  await page.keyboard.type(' offline');
  await until(() => status(page), text => text === 'offline: 1 change kept here');
  await context.setOffline(false);
  await arrives(far, c => c.blocks[0].text === 'One. offline');
  await saved(page);
});

journey('A page closed while the server was away brings its words back', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  await far.stop();
  await page.keyboard.type(' kept');
  await until(() => status(page), text => /kept here/.test(text));
  await page.close();
  await far.start();
  const again = await open();
  await again.getByText('is back in the text').waitFor();
  await arrives(far, c => c.blocks[0].text === 'One. kept');
  await saved(again);
  await again.reload();
  await again.locator('.ed-text p').first().waitFor();
  assert.equal(await again.getByText('back in the text').count(), 0);
});

journey('Left in the middle of a word, the text is as it was when it is opened again', async ({ far, open }) => {
  const letGo = await leaveInAWord(far, open);
  letGo();
  await arrives(far, c => c.blocks[0].text === 'One. Half whole');
  const again = await open();
  await until(() => copies(again), all => all.length === 0, 'the earlier copy is gone');
  assert.equal(await again.locator('dialog[open]').count(), 0);
  assert.deepEqual(texts(far), ['One. Half whole', 'Two.']);
});

journey('Ended before the answer of a save came, the words after it come back', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  far.isDeaf = true;
  await page.keyboard.type(' Half');
  await arrives(far, c => c.blocks[0].text === 'One. Half');
  await far.stop();
  far.isDeaf = false;
  await page.keyboard.type(' whole');
  await until(() => copies(page), all => all.some(c => c.content.blocks[0].text === 'One. Half whole'));
  await page.close();
  await far.start();
  const again = await open();
  await arrives(far, c => c.blocks[0].text === 'One. Half whole');
  assert.equal(await again.locator('dialog[open]').count(), 0);
  await saved(again);
});

journey('A last save that arrives after the page was opened again is no conflict', async ({ far, open }) => {
  const letGo = await leaveInAWord(far, open);
  const again = await open();
  // Whoever writes on at once, here in the last line, is not disturbed by what comes back above.
  await cursorAtEnd(again, 1);
  await again.keyboard.type(' And so on, without looking.', { delay: 40 });
  await again.getByText('is back in the text').waitFor();
  letGo();
  await arrives(far, c => same(c.blocks.map(b => b.text), ['One. Half whole', 'Two. And so on, without looking.']));
  assert.equal(await again.locator('dialog[open]').count(), 0);
  assert.equal(await again.getByText(/saved (another part|other parts)/).count(), 0);
});

journey('A save whose answer is lost is no conflict', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  far.isDeaf = true;
  await page.keyboard.type('!');
  await arrives(far, c => c.blocks[0].text === 'One.!');
  far.isDeaf = false;
  await page.keyboard.type('?');
  await arrives(far, c => c.blocks[0].text === 'One.!?');
  await saved(page);
  assert.equal(await page.locator('dialog[open]').count(), 0);
});

journey('What somebody else changed elsewhere comes in by itself', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  far.saveAs('ben', change('One.', 'Two, said Ben.', 'Mud and more'));
  await page.keyboard.type(' Mine.');
  await arrives(far, c => c.blocks[0].text === 'One. Mine.' && c.blocks[1].text === 'Two, said Ben.' && c.title === 'Mud and more');
  await page.getByText(/Ben Oduya saved other parts/).waitFor();
  assert.equal(await page.locator('.ed-text > p').nth(1).textContent(), 'Two, said Ben.');
  await page.keyboard.type('!');
  await arrives(far, c => c.blocks[0].text === 'One. Mine.!');
  await saved(page);
  far.saveAs('ana', change('One. Mine.!', 'Two, by phone.', 'Mud and more'));
  await page.keyboard.type('!');
  await page.getByText('You saved another part elsewhere.').waitFor();
  await arrives(far, c => c.blocks[0].text === 'One. Mine.!!' && c.blocks[1].text === 'Two, by phone.');
});

journey('What both changed is chosen by keyboard, and nothing is lost', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  far.saveAs('ben', change('One, said Ben.', 'Two, said Ben.'));
  await page.keyboard.type(' Mine.');
  await cursorAtEnd(page, 1);
  await page.keyboard.type(' Mine too.');
  const dialog = page.getByRole('dialog', { name: 'Two versions of this article' });
  await dialog.waitFor();
  await dialog.getByText('2 still to choose').waitFor();
  assert.ok(await dialog.getByText('One, said Ben.').isVisible());
  await page.keyboard.press('3');
  await page.keyboard.press('1');
  await dialog.getByRole('button', { name: 'Keep these 2 choices' }).press('Enter');
  const { blocks } = await arrives(far, c => c.blocks.length === 3);
  assert.deepEqual(blocks.map(b => b.text), ['One, said Ben.', 'One. Mine.', 'Two, said Ben.']);
  assert.equal(blocks[0].id, 'p0000001');
  await saved(page);
});

journey('The second tab follows the first and can go on in its place', async ({ far, open }) => {
  const first = await open();
  await cursorAtEnd(first, 0);
  await first.keyboard.type(' first');
  const second = await open();
  await second.getByText('You are writing this article in another tab.').waitFor();
  assert.equal(await second.locator('.ed-text[contenteditable="false"]').count(), 1);
  await first.keyboard.type(' tab');
  await until(() => second.locator('.ed-text > p').first().textContent(), t => t === 'One. first tab');
  await second.getByRole('button', { name: 'Write here' }).click();
  await first.getByText('You are writing this article in another tab.').waitFor();
  await cursorAtEnd(second, 0);
  await second.keyboard.type(', second tab');
  await arrives(far, c => c.blocks[0].text === 'One. first tab, second tab');
  await until(() => first.locator('.ed-text > p').first().textContent(), t => t === 'One. first tab, second tab');
  await second.close();
  await until(() => first.locator('.ed-text[contenteditable="true"]').count());
  await cursorAtEnd(first, 0);
  await first.keyboard.type('.');
  await arrives(far, c => c.blocks[0].text === 'One. first tab, second tab.');
});

journey('Another writer sees who has the article, takes over, and no word of either is lost', async ({ far, open, newPerson }) => {
  const ana = await open();
  await cursorAtEnd(ana, 0);
  await ana.keyboard.type(' Ana.');
  await saved(ana);
  const ben = await (await newPerson('ben')).open();
  await ben.getByText(/Ana Roa is writing this article since/).waitFor();
  assert.equal(await ben.locator('.ed-text[contenteditable="false"]').count(), 1);
  // Who waits reads along.
  await cursorAtEnd(ana, 1);
  await ana.keyboard.type(' Read this.');
  await until(() => ben.locator('.ed-text > p').nth(1).textContent(), t => t === 'Two. Read this.');
  await ben.getByRole('button', { name: 'Take over' }).click();
  await until(() => ben.locator('.ed-text[contenteditable="true"]').count());
  await cursorAtEnd(ben, 0);
  await ben.keyboard.type(' Ben.');
  await arrives(far, c => c.blocks[0].text === 'One. Ana. Ben.');
  await cursorAtEnd(ana, 0);
  await ana.keyboard.type(' Unsaved.');
  await ana.getByText(/Ben Oduya is writing this article since/).waitFor();
  await ana.getByText(/One change of yours is not saved/).waitFor();
  assert.equal(await ana.locator('.ed-text > p').first().textContent(), 'One. Ana. Unsaved.');
  await ana.getByRole('button', { name: 'Compare and take over' }).click();
  await ana.getByRole('dialog').waitFor();
  await ana.keyboard.press('3');
  await ana.keyboard.press('Enter');
  const { blocks } = await arrives(far, c => c.blocks.length === 3);
  assert.deepEqual(blocks.map(b => b.text), ['One. Ana. Ben.', 'One. Ana. Unsaved.', 'Two. Read this.']);
});

journey('Signed out, the words wait for the sign-in', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  far.isSignedOut = true;
  await page.keyboard.type(' more');
  await page.getByText('You are signed out.').waitFor();
  await until(() => status(page), text => text === 'signed out: 1 change kept here');
  far.isSignedOut = false;
  await page.getByRole('button', { name: 'Save now' }).click();
  await arrives(far, c => c.blocks[0].text === 'One. more');
  await saved(page);
});

journey('What the server refuses is said in its words, and the next change is tried again', async ({ far, open }) => {
  const page = await open();
  far.refusal = 'The title is too long.';
  await page.locator('.ed-title').fill('Mud and mud');
  await until(() => status(page), text => text === 'not saved: The title is too long. 1 change is kept here');
  far.refusal = null;
  await page.locator('.ed-title').fill('Mud!');
  await arrives(far, c => c.title === 'Mud!');
  await saved(page);
});

/** What this browser keeps of unsaved text. */
const copies = page => page.evaluate(() => new Promise(resolve => {
  const request = indexedDB.open('broadside', 1);
  request.onsuccess = () => {
    const all = request.result.transaction('copies').objectStore('copies').getAll();
    all.onsuccess = () => resolve(all.result);
  };
}));

/** "Half" is kept in the browser, " whole" never is: the page ends before, and its saves are on their way until the answer is called. */
async function leaveInAWord(far, open) {
  const letGo = far.holdSaves();
  const page = await open();
  await cursorAtEnd(page, 0);
  await page.keyboard.type(' Half');
  await until(() => copies(page), all => all.some(c => c.content.blocks[0].text === 'One. Half'));
  await page.evaluate(() => (IDBObjectStore.prototype.put = () => {}));
  await page.keyboard.type(' whole');
  await page.goto('about:blank');
  return letGo;
}
