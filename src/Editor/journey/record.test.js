import { assert, journey, until } from './open.js';
import { small } from './sample.js';

const content = { ...small, title: 'The quarrel', blocks: [{ kind: 'paragraph', id: 'p0000001', text: 'The envoy was called home.' }, { kind: 'paragraph', id: 'p0000002', text: '“Short talks,” said Ana Marin.' }] };

async function select(page, block, from, to) {
  await page.evaluate(([id, a, b]) => {
    const text = document.querySelector(`[data-id="${id}"]`).firstChild;
    document.querySelector('.ed-text').focus();
    getSelection().setBaseAndExtent(text, a, text, b);
  }, [block, from, to]);
  await until(() => page.evaluate(() => getSelection().toString()), text => text.length === to - from);
}

journey('Selected words go into the record, and stand beside their paragraph', async ({ far, open }) => {
  const page = await open();
  await page.locator('.ed-text').click();
  await page.keyboard.press('Control+Alt+k');
  await page.getByText('Select words of one paragraph first.').waitFor();

  await select(page, 'p0000002', 0, 14);
  await page.keyboard.press('Control+Alt+k');
  const form = page.locator('.ed-record-form');
  assert.match(await form.textContent(), /“Short talks,”/);
  await page.getByLabel('Who', { exact: true }).fill('Nobody Known');
  await page.getByRole('button', { name: 'Put into the record', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'does not know Nobody Known' }).waitFor();
  await page.getByLabel('Names that are new are').selectOption('person');
  await page.getByLabel('When', { exact: true }).fill('about March 2026');
  await page.getByRole('button', { name: 'Put into the record', exact: true }).click();

  await page.locator('.ed-record[data-block="p0000002"]').getByText('Nobody Known: “Short talks,”').waitFor();
  assert.equal(await form.count(), 0);
  assert.deepEqual(far.record[0].sent, { kind: 'quote', block: 'p0000002', start: 0, words: '“Short talks,”', who: 'Nobody Known', when: 'about March 2026', new_as: 'person' });

  await select(page, 'p0000001', 4, 9);
  await page.getByRole('button', { name: 'Put the selected words into the record' }).click();
  await page.locator('.ed-record-form').getByRole('button', { name: 'Event' }).click();
  await page.getByLabel('What happened').fill('An envoy is called home');
  await page.keyboard.press('Enter');
  await page.locator('.ed-record[data-block="p0000001"]').getByText('An envoy is called home').waitFor();
}, content);
