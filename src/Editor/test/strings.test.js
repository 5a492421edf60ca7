import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';

const home = path.resolve(import.meta.dirname, '..');
const strings = async language => JSON.parse(await readFile(path.join(home, `strings.${language}.json`), 'utf8'));
const [en, es] = await Promise.all(['en', 'es'].map(strings));

async function sources() {
  const folders = ['body', 'writing', 'media', 'paste', 'saving', 'notes', 'record', 'page'];
  const files = (await Promise.all(folders.map(async f => (await readdir(path.join(home, f))).map(name => path.join(home, f, name))))).flat();
  return Promise.all(files.map(async file => [path.relative(home, file), await readFile(file, 'utf8')]));
}

test('Spanish says everything that English says, with the same places to fill in', () => {
  assert.deepEqual(Object.keys(es).sort(), Object.keys(en).sort());
  const places = text => (text.match(/\{\w+\}/g) ?? []).sort().join();
  Object.keys(en).forEach(key => assert.equal(places(es[key]), places(en[key]), key));
});

test('Every word that the page asks for is there', async () => {
  for (const [file, text] of await sources()) {
    for (const [, key] of text.matchAll(/\bt\('([\w.]+)'[,)]/g)) {
      assert.ok(key in en, `${file} asks for ${key}`);
    }
  }
});

test('Nothing sets markup, inline styles or code from text', async () => {
  for (const [file, text] of await sources()) {
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|setAttribute\('style'|\beval\(|new Function|document\.write|DOMParser/, file);
  }
});
