import { arrives, assert, bring, cursorAtEnd, journey, move, saved, texts, until } from './open.js';
import { article, small } from './sample.js';

const empty = { ...small, title: '', blocks: [] };

journey('Title, standfirst and text are one page that the Enter key walks through', async ({ far, open }) => {
  const page = await open();
  assert.equal(await page.evaluate(() => document.activeElement.className), 'ed-title');
  await page.keyboard.type('Mud in the morning');
  await page.keyboard.press('Enter');
  await page.keyboard.type('What the pumps left behind');
  await page.keyboard.press('Enter');
  await page.keyboard.type('The first words.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('The second.');
  const content = await arrives(far, c => c.blocks.length === 2 && c.blocks[1].text === 'The second.');
  assert.equal(content.title, 'Mud in the morning');
  assert.equal(content.standfirst, 'What the pumps left behind');
  await move(page, 'Home');
  await move(page, 'ArrowUp');
  await move(page, 'ArrowUp');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'ed-stand');
}, empty);

journey('Markdown becomes what it means as it is typed', async ({ far, open }) => {
  const page = await open();
  await page.locator('.ed-text').click();
  for (const line of ['## Who signed', '> Nobody knows.', '', '- one', 'two', '', '3. three', '', 'A **bold** and *leaning* word, `code`, ~~gone~~ and a [link](https://kell.example/a).', '---', '```js ', 'let x = 1;']) {
    await page.keyboard.type(line);
    if (!/^(---|```js )$/.test(line)) {
      await page.keyboard.press('Enter');
    }
  }
  const { blocks } = await arrives(far, c => c.blocks.at(-1)?.kind === 'code' && c.blocks.at(-1).text.startsWith('let x = 1;'));
  assert.deepEqual(blocks.map(b => b.kind), ['heading', 'quote', 'list', 'list', 'paragraph', 'separator', 'code']);
  assert.equal(blocks[0].level, 2);
  assert.deepEqual(blocks[2].items.map(i => i.text), ['one', 'two']);
  assert.deepEqual([blocks[3].ordered, blocks[3].start, blocks[3].items[0].text], [true, 3, 'three']);
  const { text, marks } = blocks[4];
  assert.equal(text, 'A bold and leaning word, code, gone and a link.');
  assert.deepEqual(marks.map(m => [m.kind, text.slice(m.from, m.to)]), [['strong', 'bold'], ['em', 'leaning'], ['code', 'code'], ['strike', 'gone'], ['link', 'link']]);
  assert.equal(marks[4].value, 'https://kell.example/a');
  assert.equal(blocks[6].language, 'js');
}, empty);

journey('The slash menu is found, narrowed and used by keyboard, and told to a screen reader', async ({ far, open }) => {
  const page = await open();
  await page.locator('.ed-text').click();
  await page.keyboard.type('/');
  const list = page.getByRole('listbox', { name: 'Insert' });
  await list.waitFor();
  assert.ok((await list.getByRole('option').count()) >= 15);
  await page.keyboard.type('pull');
  await until(() => list.getByRole('option').count(), n => n === 1);
  const active = await page.locator('.ed-text').getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Set large');
  await arrives(far, c => c.blocks[0]?.kind === 'pullquote' && c.blocks[0].text === 'Set large');
  await page.keyboard.press('Enter');
  await page.keyboard.type('and/or is no menu ');
  assert.equal(await list.isVisible(), false);
  await page.keyboard.type('/tab');
  await until(() => list.getByRole('option').count(), n => n === 1);
  await page.keyboard.press('Escape');
  assert.equal(await list.isVisible(), false);
  await arrives(far, c => texts(far).includes('and/or is no menu /tab'));
}, empty);

journey('A link is set, changed and taken away by keyboard; an own article is found by its words', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  await move(page, 'Shift+Home');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('nonsense here');
  await page.keyboard.press('Enter');
  await page.getByText('This is no web address').waitFor();
  await move(page, 'Control+a');
  await page.keyboard.type('kell.example/x');
  await page.keyboard.press('Enter');
  await arrives(far, c => c.blocks[0].marks?.[0].value === 'https://kell.example/x');
  await page.keyboard.press('Control+k');
  await move(page, 'Control+a');
  await page.keyboard.type('harbour');
  await page.getByRole('option', { name: /Where the harbour goes/ }).waitFor();
  await page.keyboard.press('Enter');
  await arrives(far, c => c.blocks[0].marks?.[0].value === '/2026/11/where-the-harbour-goes/' && c.blocks[0].text === 'One.');
  await page.keyboard.press('Control+k');
  await page.getByRole('button', { name: 'Remove link' }).click();
  await arrives(far, c => !c.blocks[0].marks);
  await cursorAtEnd(page, 1);
  await page.keyboard.type(' @vote');
  await page.getByRole('option', { name: /The harbour vote/ }).waitFor();
  await page.keyboard.press('Enter');
  const { blocks } = await arrives(far, c => c.blocks[1].marks);
  assert.deepEqual(blocks[1], { kind: 'paragraph', id: 'p0000002', text: 'Two. The harbour vote', marks: [{ from: 5, to: 21, kind: 'link', value: '/2026/10/harbour-vote/' }] });
});

journey('A footnote is written below and the keys jump both ways', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 1);
  await page.keyboard.press('Control+Alt+f');
  await page.keyboard.type('Second source');
  await cursorAtEnd(page, 0);
  await page.keyboard.press('Control+Alt+f');
  await page.keyboard.type('First source');
  const { blocks } = await arrives(far, c => c.blocks[2]?.notes?.length === 2 && c.blocks[2].notes[0].text === 'First source');
  assert.equal(blocks[2].notes[1].text, 'Second source');
  assert.deepEqual(await page.locator('.ed-ref').evaluateAll(all => all.map(s => s.dataset.number)), ['1', '2']);
  await page.keyboard.press('Control+Alt+j');
  await page.keyboard.type('!');
  await arrives(far, c => c.blocks[0].text === 'One.!');
  await move(page, 'ArrowLeft');
  await page.keyboard.press('Control+Alt+j');
  await move(page, 'Home');
  await page.keyboard.type('The ');
  await arrives(far, c => c.blocks.at(-1).notes[0].text === 'The First source');
});

journey('Tables are walked by Tab and changed by buttons', async ({ far, open }) => {
  const page = await open();
  await page.locator('.ed-text').click();
  await page.keyboard.type('/table');
  await page.getByRole('option', { name: 'Table' }).waitFor();
  await page.keyboard.press('Enter');
  for (const cell of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']) {
    await page.keyboard.type(cell);
    await page.keyboard.press('Tab');
  }
  const table = await arrives(far, c => c.blocks[0]?.rows?.length === 4 && c.blocks[0].rows[3][0].text === 'j').then(c => c.blocks[0]);
  assert.deepEqual(table.rows[1].map(c => c.text), ['d', 'e', 'f']);
  assert.equal(table.header_rows, 1);
  assert.equal(await page.getByRole('columnheader').count(), 3);
  await page.getByRole('button', { name: 'Delete row' }).click();
  await page.getByRole('button', { name: 'Add column' }).click();
  await page.getByLabel('First column is a heading').check();
  await page.getByLabel('Caption of the table').fill('Letters');
  const { blocks } = await arrives(far, c => c.blocks[0].header_column && c.blocks[0].rows.length === 3 && c.blocks[0].rows[0].length === 4 && c.blocks[0].caption === 'Letters');
  assert.equal(blocks[0].rows[0][0].text, 'a');
}, empty);

journey('Words are found and replaced, all at once and undone at once', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('the');
  await page.getByText('18 found').waitFor();
  await page.getByLabel('Whole words').check();
  await page.getByText('16 found').waitFor();
  await page.getByLabel('Find', { exact: true }).press('Enter');
  await page.getByText('10 of 16').waitFor();
  await page.keyboard.press('F3');
  await page.getByText('11 of 16').waitFor();
  await page.getByLabel('Replace by').fill('THE');
  await page.getByRole('button', { name: 'Replace all' }).click();
  await page.getByText('16 replaced').waitFor();
  await arrives(far, c => c.blocks[0].text.startsWith('At four in THE morning THE pumps') && c.title === 'THE dredger that nobody ordered');
  await page.getByLabel('Find', { exact: true }).fill('dredger');
  await page.getByText('1 found').waitFor();
  await page.getByLabel('Find', { exact: true }).press('Enter');
  await page.getByText('1 of 1').waitFor();
  await page.getByLabel('Replace by').fill('ship');
  await page.getByRole('button', { name: 'Replace', exact: true }).click();
  await arrives(far, c => c.title === 'THE ship that nobody ordered');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await arrives(far, c => c.blocks[0].text.startsWith('At four in the morning the pumps'));
}, { ...article, blocks: article.blocks.filter(b => b.kind === 'paragraph') });

journey('What is still to come is counted and found', async ({ open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  await page.keyboard.type(' TK name of the captain');
  await page.getByRole('button', { name: '1 TK' }).click();
  assert.equal(await page.evaluate(() => getSelection().toString()), 'TK');
  await page.getByText('7 words · 1 min').or(page.getByText('1 of 7 words')).waitFor();
});

journey('Keys turn kinds, direction and order; the sheet names them', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  await page.keyboard.press('Control+Alt+3');
  await arrives(far, c => c.blocks[0].kind === 'heading' && c.blocks[0].level === 3);
  await page.keyboard.press('Control+q');
  await page.keyboard.press('Control+l');
  await arrives(far, c => c.blocks[0].kind === 'list');
  await page.keyboard.press('Control+l');
  await page.keyboard.press('Control+Alt+r');
  await page.keyboard.press('Alt+ArrowDown');
  const { blocks } = await arrives(far, c => c.blocks[1].dir === 'rtl');
  assert.deepEqual(blocks.map(b => b.id), ['p0000002', 'p0000001']);
  await page.keyboard.press('Control+/');
  await page.getByRole('heading', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('F6');
  const seen = [];
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('F6');
    seen.push(await page.evaluate(() => document.activeElement.className.split(' ')[0]));
  }
  assert.ok(seen.includes('ed-title') && seen.some(c => /ProseMirror|ed-text/.test(c)), seen.join());
  await saved(page);
});

journey('Everything of an article is still there after a letter is typed', async ({ far, open }) => {
  const page = await open();
  await page.locator('.ed-text > p').last().click();
  await move(page, 'End');
  await page.keyboard.type('!');
  const content = await arrives(far, c => c.blocks.some(b => b.text === 'The pumps stopped on a Friday. On Monday the mud was back.!'));
  const expected = structuredClone(article);
  expected.blocks.find(b => b.id === 'p0000004').text += '!';
  // What the server would have written itself.
  expected.blocks.find(b => b.kind === 'list').ordered = true;
  assert.deepEqual(content, expected);
}, article);

journey('Cut and pasted, a block keeps its id; a copy gets its own', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 1);
  await move(page, 'Shift+Home');
  await page.keyboard.press('Control+c');
  await move(page, 'ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+v');
  const { blocks } = await arrives(far, c => c.blocks.length === 3);
  assert.deepEqual(blocks.map(b => b.text), ['One.', 'Two.', 'Two.']);
  assert.equal(blocks[1].id, 'p0000002');
  assert.equal(new Set(blocks.map(b => b.id)).size, 3);
  await move(page, 'Control+a');
  await page.keyboard.press('Control+x');
  await arrives(far, c => c.blocks.length === 0);
  await page.keyboard.press('Control+v');
  const back = await arrives(far, c => c.blocks.length === 3);
  assert.deepEqual(back.blocks.map(b => b.id), blocks.map(b => b.id));
});

journey('Pasted HTML is cleaned by the server, and the page says what was left out', async ({ far, open }) => {
  far.paste = ({ html }) => ({ blocks: html.includes('<h2') ? [{ kind: 'heading', id: 'new00001', level: 2, text: 'Clean' }, { kind: 'paragraph', id: 'new00002', text: 'body', marks: [{ from: 0, to: 4, kind: 'em' }] }] : [{ kind: 'paragraph', id: 'new00003', text: ' bit' }], notes: [{ code: 'style', message: 'A style was left out.' }], dropped: 1 });
  const page = await open();
  await cursorAtEnd(page, 0);
  await bring(page, 'paste', { html: '<span style="color:red"> bit</span>', text: ' bit' });
  await arrives(far, c => c.blocks[0].text === 'One. bit');
  await page.getByText('A style was left out.').waitFor();
  await page.keyboard.press('Enter');
  await bring(page, 'paste', { html: '<h2>Clean</h2><p>body</p>', text: 'Clean body' });
  const { blocks } = await arrives(far, c => c.blocks.length === 4);
  assert.deepEqual(blocks.map(b => [b.kind, b.text]), [['paragraph', 'One. bit'], ['heading', 'Clean'], ['paragraph', 'body'], ['paragraph', 'Two.']]);
});

journey('When the server is away, what is pasted comes in all the same', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 1);
  await far.stop();
  await bring(page, 'paste', { html: '<b style="font-weight:normal"><p>Plain</p><p><script>bad()</script><strong>Strong</strong> <a href="javascript:bad()">no link</a></p></b>', text: 'x' });
  await page.getByText('the text was cleaned here').waitFor();
  await far.start();
  const { blocks } = await arrives(far, c => c.blocks.some(b => b.text?.includes('Strong')));
  assert.deepEqual(blocks.map(b => b.text), ['One.', 'Two.Plain', 'Strong no link']);
  assert.deepEqual(blocks[2].marks, [{ from: 0, to: 6, kind: 'strong' }]);
});

journey('Plain text keeps its paragraphs', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 1);
  await page.keyboard.press('Enter');
  await bring(page, 'paste', { text: 'First line\nstill first\n\nSecond <b>\n' });
  const { blocks } = await arrives(far, c => c.blocks.length === 4);
  assert.deepEqual(blocks.slice(2).map(b => b.text), ['First line\nstill first', 'Second <b>']);
});

journey('An address pasted on an empty line is an embed, over words a link', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 0);
  await move(page, 'Shift+Home');
  await bring(page, 'paste', { text: 'https://kell.example/one' });
  await arrives(far, c => c.blocks[0].marks?.[0].value === 'https://kell.example/one' && c.blocks[0].text === 'One.');
  await cursorAtEnd(page, 1);
  await page.keyboard.press('Enter');
  await bring(page, 'paste', { text: 'https://youtu.be/dQw4w9WgXcQ' });
  const { blocks } = await arrives(far, c => c.blocks[2]?.kind === 'embed');
  assert.equal(blocks[2].provider, 'youtube');
  await page.keyboard.type('and on');
  await arrives(far, c => c.blocks[3]?.text === 'and on');
});

journey('Notes of colleagues stand beside their paragraph, are written with a name, and are settled', async ({ far, open }) => {
  const page = await open();
  await cursorAtEnd(page, 1);
  await page.keyboard.press('Control+Alt+m');
  await page.keyboard.type('Ask @ben');
  await page.getByRole('option', { name: 'Ben Oduya' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('for the date');
  await page.keyboard.press('Control+Enter');
  await until(() => far.notes.length, n => n === 1);
  assert.deepEqual({ ...far.notes[0], id: undefined, at: undefined, author: undefined }, { id: undefined, at: undefined, author: undefined, block: 'p0000002', text: 'Ask @Ben Oduya for the date', mentions: ['ben'] });
  const card = page.getByRole('article');
  await card.getByText('Ask @Ben Oduya').waitFor();
  const [a, b] = await Promise.all([card.boundingBox(), page.locator('.ed-text > p').nth(1).boundingBox()]);
  assert.ok(Math.abs(a.y - b.y) < 4, `${a.y} beside ${b.y}`);
  await page.getByRole('button', { name: /Done/ }).click();
  await until(() => far.notes.length, n => n === 0);
});

journey('Whoever writes a note keeps the cursor when those of others come late', async ({ far, open }) => {
  let come;
  far.notesCome = new Promise(resolve => (come = resolve));
  const page = await open();
  await cursorAtEnd(page, 1);
  await page.keyboard.press('Control+Alt+m');
  await page.keyboard.type('Is this ');
  far.notes = [{ id: 'n1', block: 'p0000002', author: { name: 'Ben Oduya' }, text: 'The letter is dated.', at: '2026-11-26T08:10:00Z' }];
  come();
  await page.getByText('The letter is dated.').waitFor();
  await page.keyboard.type('so?');
  await page.keyboard.press('Control+Enter');
  await until(() => far.notes.length, n => n === 2);
  assert.equal(far.notes[1].text, 'Is this so?');
});

journey('Arrow keys walk through every block, and what is chosen can be cut, pasted and left', async ({ far, open }) => {
  const page = await open();
  await page.locator('.ed-text > p').first().click();
  await move(page, 'Control+Home');
  const seen = new Set();
  for (let i = 0; i < 70; i++) {
    await move(page, 'ArrowDown');
    seen.add(await page.evaluate(() => {
      const node = getSelection().anchorNode;
      const element = node && (node.nodeType === 1 ? node : node.parentElement);
      return document.querySelector('.ProseMirror-selectednode')?.dataset.id ?? element?.closest('[data-id]')?.dataset.id;
    }));
  }
  const ids = article.blocks.flatMap(b => [b, ...(b.figures ?? [])]).map(b => b.id).filter(id => id !== 'g0000001');
  assert.deepEqual(ids.filter(id => !seen.has(id)), []);
  await page.locator('.ed-embed .ed-over').click();
  await move(page, 'ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Sound');
  await page.keyboard.press('Control+x');
  await arrives(far, c => !c.blocks.some(b => b.kind === 'audio'));
  await page.locator('.ed-text > p').first().click();
  await move(page, 'End');
  await page.keyboard.press('Control+v');
  const { blocks } = await arrives(far, c => c.blocks[1].kind === 'audio');
  assert.deepEqual(blocks[1], article.blocks.find(b => b.kind === 'audio'));
  await page.locator('.ed-embed .ed-over').click();
  await page.keyboard.type('/line');
  await page.getByRole('option', { name: 'Line' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('and on');
  await arrives(far, c => c.blocks.findIndex(b => b.kind === 'separator') - c.blocks.findIndex(b => b.kind === 'embed') === 1 && texts(far).includes('and on'));
}, article);
