import { arrives, assert, bring, cursorAtEnd, journey, PNG, until } from './open.js';

const picture = (name = 'mud.png') => ({ name, type: 'image/png', base64: PNG });

journey('A dropped picture is there at once, uploads while writing goes on, and asks its words', async ({ far, open }) => {
  const page = await open();
  let letGo;
  await page.route('**/desk/media', async route => {
    await new Promise(resolve => (letGo = resolve));
    await route.continue();
  });
  await cursorAtEnd(page, 1);
  await bring(page, 'drop', { files: [picture()] });
  await page.locator('.ed-figure img[src^="blob:"]').waitFor();
  await page.getByRole('progressbar', { name: 'Upload' }).waitFor();
  await page.locator('.ed-text > p').first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(' Still writing.');
  await page.getByLabel('Credit').fill('Ben Oduya');
  await page.getByLabel('Description').fill('Mud');
  await arrives(far, c => c.blocks[0].text === 'One. Still writing.' && c.blocks[2]?.credit === 'Ben Oduya');
  assert.equal(far.content.blocks[2].media, undefined);
  await until(() => letGo);
  letGo();
  const { blocks } = await arrives(far, c => c.blocks[2].media);
  assert.deepEqual({ ...blocks[2], id: 'x', media: 'x' }, { kind: 'figure', id: 'x', media: 'x', alt: 'Mud', decorative: false, credit: 'Ben Oduya', width: 1600, height: 960, size: 'text' });
  // The words are worth keeping with the file, once it is known.
  await page.getByLabel('Credit').fill('Photo: Ben Oduya');
  await page.getByLabel('Description').focus();
  await until(() => far.words?.credit, c => c === 'Photo: Ben Oduya');
});

journey('A picture that is refused says why and can be tried again', async ({ far, open }) => {
  far.failUploads = 1;
  const page = await open();
  await cursorAtEnd(page, 1);
  await bring(page, 'drop', { files: [picture()] });
  await page.getByText('This is no picture that can be shown.').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await arrives(far, c => c.blocks[2]?.media);
});

journey('A picture survives closing the page before its upload is done', async ({ far, open }) => {
  const page = await open();
  await page.route('**/desk/media', () => {});
  await cursorAtEnd(page, 1);
  await bring(page, 'drop', { files: [picture()] });
  await arrives(far, c => c.blocks[2]?.kind === 'figure');
  await page.close();
  await open();
  await arrives(far, c => c.blocks[2]?.media);
});

journey('Width, focal point and decoration are set by keyboard', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 1);
  await bring(page, 'drop', { files: [picture()] });
  await arrives(far, c => c.blocks[2]?.media);
  await page.getByLabel('Width').selectOption('wide');
  await page.getByRole('button', { name: 'Focal point', exact: true }).press('Enter');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByRole('button', { name: /45 % from the left, 51 % from the top/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel('Only decoration').press('Space');
  const { blocks } = await arrives(far, c => c.blocks[2].decorative);
  assert.deepEqual([blocks[2].size, blocks[2].focal_x, blocks[2].focal_y], ['wide', 450, 510]);
  await page.locator('.ed-figure figcaption').click();
  await page.keyboard.type('A caption with *weight*');
  await arrives(far, c => c.blocks[2].caption === 'A caption with weight' && c.blocks[2].caption_marks[0].kind === 'em');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.field), 'credit');
  await page.keyboard.press('Escape');
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('ProseMirror')));
});

journey('A gallery holds several pictures, and their order changes by buttons', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 1);
  await page.keyboard.press('Enter');
  await page.keyboard.type('/gallery');
  await page.getByRole('option', { name: /Gallery/ }).waitFor();
  const chooser = page.waitForEvent('filechooser');
  await page.evaluate(() => 0);
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(['a', 'b', 'c'].map(n => ({ name: `${n}.png`, mimeType: 'image/png', buffer: Buffer.concat([Buffer.from(PNG, 'base64'), Buffer.from(n)]) })));
  const before = await arrives(far, c => c.blocks[2]?.figures?.length === 3 && c.blocks[2].figures.every(f => f.media));
  const ids = before.blocks[2].figures.map(f => f.id);
  assert.equal(new Set(before.blocks[2].figures.map(f => f.media)).size, 3);
  await page.locator('.ed-gallery figcaption').first().click();
  await page.getByRole('button', { name: 'Move later' }).first().press('Enter');
  const after = await arrives(far, c => c.blocks[2].figures[1].id === ids[0]);
  assert.deepEqual(after.blocks[2].figures.map(f => f.id), [ids[1], ids[0], ids[2]]);
});

journey('Pictures inside pasted HTML are uploaded, those that are not there are named', async ({ far, open }) => {
  far.paste = ({ html }) => {
    assert.ok(!html.includes('data:'), 'the picture itself is not sent with the text');
    return { blocks: [...html.matchAll(/src="([^"]+)"/g)].map(([, source], i) => ({ kind: 'figure', id: `pasted0${i}`, source, decorative: false, size: 'text' })), notes: [], dropped: 0 };
  };
  const page = await open();
  await cursorAtEnd(page, 1);
  await page.keyboard.press('Enter');
  await bring(page, 'paste', { html: `<p>x</p><img src="data:image/png;base64,${PNG}"><img src="blob:https://docs.example/1">`, text: 'x' });
  const { blocks } = await arrives(far, c => c.blocks.find(b => b.id === 'pasted00')?.media);
  assert.equal(blocks.find(b => b.id === 'pasted00').source, undefined);
  await page.getByText('One picture was not in the clipboard').waitFor();
});

journey('Sound and documents become their own blocks', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 1);
  await bring(page, 'drop', { files: [{ name: 'hum.mp3', type: 'audio/mpeg', base64: PNG }, { name: 'tender.pdf', type: 'application/pdf', base64: PNG }] });
  const { blocks } = await arrives(far, c => c.blocks.length >= 4 && c.blocks.slice(2, 4).every(b => b.media));
  assert.deepEqual(blocks.slice(2, 4).map(b => [b.kind, b.media_type, b.name]), [['audio', 'audio/mpeg', undefined], ['file', 'application/pdf', 'tender.pdf']]);
});
