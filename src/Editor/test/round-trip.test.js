import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { blocksIn } from '../body/blocks-in.js';
import { blocksOut } from '../body/blocks-out.js';
import { freshId } from '../body/ids.js';
import { someBlock, someBlocks } from './some-blocks.js';

test('Blocks come out of the page as they went in, every kind and every field', () => {
  fc.assert(fc.property(someBlocks, blocks => {
    const doc = blocksIn(blocks, freshId);
    doc.check();
    assert.deepEqual(blocksOut(doc), blocks);
  }), { numRuns: 3000, seed: 3 });
});

test('The generator makes every kind', () => {
  const kinds = new Set(fc.sample(someBlock, { numRuns: 800, seed: 1 }).map(b => b.kind));
  assert.deepEqual([...kinds].sort(), ['audio', 'code', 'embed', 'figure', 'file', 'gallery', 'heading', 'hologram', 'list', 'paragraph', 'pullquote', 'quote', 'separator', 'table', 'video']);
});

test('An empty article is one empty paragraph that is not saved', () => {
  const doc = blocksIn([], freshId);
  assert.equal(doc.childCount, 1);
  assert.match(doc.child(0).attrs.id, /^[0-9a-hjkmnp-tv-z]{8}$/);
  assert.deepEqual(blocksOut(doc), []);
});

test('What is absent is written as the server writes it', () => {
  const [figure, list] = blocksOut(blocksIn([{ kind: 'figure', id: 'a' }, { kind: 'list', id: 'b', items: [{ text: 'x' }] }], freshId));
  assert.deepEqual(figure, { kind: 'figure', id: 'a', decorative: false, size: 'text' });
  assert.deepEqual(list, { kind: 'list', id: 'b', ordered: false, items: [{ text: 'x', level: 0 }] });
});
