import assert from 'node:assert/strict';
import test from 'node:test';
import { cleanAddress, isOneAddress } from '../body/address.js';
import { Lock } from '../saving/lock.js';
import { diffWords } from '../saving/words-diff.js';
import { FakeClock } from './fake-clock.js';

function desk(reply) {
  const clock = new FakeClock();
  const said = [];
  const server = { beats: 0, reply, beat: async () => (server.beats++, server.reply), takeLock: async () => ({ ok: true, body: { mine: true } }) };
  const lock = new Lock({ server, clock, onMine: isNew => said.push(isNew ? 'mine, with news' : 'mine'), onLost: l => said.push(`lost to ${l.holder}`), onWait: () => (server.waits = (server.waits ?? 0) + 1) });
  return { clock, server, lock, said };
}
const mine = { ok: true, body: { mine: true } };
const theirs = { ok: true, body: { mine: false, holder: 'Ben' } };

test('The lock is renewed every 15 s', async () => {
  const { clock, server, lock } = desk(mine);
  await lock.start({ mine: true });
  await clock.go(60_000);
  assert.equal(server.beats, 4);
  lock.stop();
  await clock.go(60_000);
  assert.equal(server.beats, 4);
});

test('A lost lock is told once, and a free one comes back', async () => {
  const { clock, server, lock, said } = desk(mine);
  await lock.start({ mine: true });
  server.reply = theirs;
  await clock.go(45_000);
  assert.deepEqual(said, ['lost to Ben']);
  assert.equal(server.waits, 3);
  server.reply = mine;
  await clock.go(15_000);
  assert.deepEqual(said, ['lost to Ben', 'mine, with news']);
});

test('A server that does not answer takes no lock away', async () => {
  const { clock, server, lock, said } = desk(mine);
  await lock.start({ mine: true });
  server.reply = { ok: false, status: 0, body: null };
  await clock.go(120_000);
  assert.deepEqual(said, []);
  assert.equal(lock.isMine, true);
});

test('Only addresses that may stand in an article are links', () => {
  for (const [raw, clean] of [['https://a.example/x', 'https://a.example/x'], [' www.a.example ', 'https://www.a.example'], ['a.example/b', 'https://a.example/b'], ['/2026/11/x/', '/2026/11/x/'], ['a@b.example', 'mailto:a@b.example']]) {
    assert.equal(cleanAddress(raw), clean);
  }
  for (const raw of ['javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', '//evil.example', '/\\evil.example', 'vbscript:x', 'two words', '', null, 'file:///etc/passwd', 'https://']) {
    assert.equal(cleanAddress(raw), null, String(raw));
  }
  assert.equal(isOneAddress('https://a.example/x'), true);
  assert.equal(isOneAddress('see https://a.example/x'), false);
});

test('What differs is told by words', () => {
  assert.deepEqual(diffWords('the old mud', 'the new mud'), [{ text: 'the ', is: 'same' }, { text: 'old', is: 'gone' }, { text: 'new', is: 'new' }, { text: ' mud', is: 'same' }]);
  assert.deepEqual(diffWords('', 'x'), [{ text: 'x', is: 'new' }]);
  for (const [a, b] of [['a b c', 'c b a'], ['', ''], ['x', '']]) {
    const parts = diffWords(a, b);
    assert.equal(parts.filter(x => x.is !== 'new').map(x => x.text).join(''), a);
    assert.equal(parts.filter(x => x.is !== 'gone').map(x => x.text).join(''), b);
  }
});
