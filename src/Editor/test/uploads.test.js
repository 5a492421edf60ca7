import assert from 'node:assert/strict';
import test from 'node:test';
import { fileOf, givePicturesBack, takePictures } from '../paste/pasted-pictures.js';
import { Uploads } from '../media/uploads.js';
import { settled } from './fake-clock.js';

function library() {
  const waiting = [];
  const kept = new Map();
  const uploads = new Uploads({
    send: (file, onProgress) => new Promise(resolve => waiting.push({ file, onProgress, resolve })),
    files: { keep: async (block, file) => void kept.set(block, file), drop: async block => void kept.delete(block) },
    makeUrl: file => `blob:${file.name}`,
  });
  return { uploads, waiting, kept };
}

const file = name => new File(['x'], name, { type: 'image/png' });

test('Two files go at a time, the others wait, each is kept until it is there', async () => {
  const { uploads, waiting, kept } = library();
  const said = [];
  uploads.listen('c', u => said.push(u.state));
  ['a', 'b', 'c'].forEach(block => uploads.add(block, file(`${block}.png`)));
  await settled();
  assert.equal(waiting.length, 2);
  assert.deepEqual([...kept.keys()], ['a', 'b', 'c']);
  waiting[0].onProgress(0.5);
  assert.equal(uploads.get('a').part, 0.5);
  waiting[0].resolve({ ok: true, media: { sha256: 'f'.repeat(64) } });
  await settled();
  assert.equal(uploads.get('a').state, 'done');
  assert.deepEqual([...kept.keys()], ['b', 'c']);
  assert.deepEqual(said, ['waiting', 'going']);
});

test('What failed for want of a connection goes again by itself, what was refused by hand', async () => {
  const { uploads, waiting, kept } = library();
  uploads.add('a', file('a.png'));
  uploads.add('b', file('b.png'));
  waiting[0].resolve({ ok: false, message: 'gone', offline: true });
  waiting[1].resolve({ ok: false, message: 'no picture' });
  await settled();
  assert.deepEqual(['a', 'b'].map(x => uploads.get(x).message), ['gone', 'no picture']);
  uploads.retryAll();
  await settled();
  assert.deepEqual(['a', 'b'].map(x => uploads.get(x).state), ['going', 'failed']);
  uploads.retry('b');
  await settled();
  assert.equal(uploads.get('b').state, 'going');
  assert.equal(kept.size, 2);
});

test('Pictures are taken out of pasted text and given back to their figures', async () => {
  const html = `<p>a</p><img src="data:image/png;base64,AAEC" alt="x"><IMG SRC='blob:https://docs.example/9'><img src="https://kell.example/a.jpg">`;
  const { html: lean, pictures } = takePictures(html, [file('clip.png')]);
  assert.doesNotMatch(lean, /data:|blob:/);
  const names = [...pictures.keys()];
  assert.deepEqual(names.map(n => lean.includes(n)), [true, true]);
  assert.deepEqual([...new Uint8Array(await pictures.get(names[0]).arrayBuffer())], [0, 1, 2]);
  assert.equal(pictures.get(names[1]).name, 'clip.png');
  const sent = [];
  const blocks = [{ kind: 'figure', id: 'f1', source: names[0] }, { kind: 'gallery', id: 'g', figures: [{ id: 'f2', source: names[1] }] }, { kind: 'figure', id: 'f3', source: 'https://kell.example/a.jpg' }];
  const back = givePicturesBack(blocks, pictures, (block, f) => sent.push([block, f.name]));
  assert.deepEqual(sent, [['f1', 'pasted-1.png'], ['f2', 'clip.png']]);
  assert.deepEqual(back, { blocks: [{ kind: 'figure', id: 'f1' }, { kind: 'gallery', id: 'g', figures: [{ id: 'f2' }] }, blocks[2]], lost: 0 });
});

test('What is no picture is none', () => {
  for (const address of ['data:text/html,<script>', 'data:image/png;base64,***', 'data:', 'https://x/']) {
    assert.equal(fileOf(address, 1), null);
  }
});
