import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Saving } from '../saving/saving.js';
import { FakeClock } from './fake-clock.js';

/** A writer's page and a server that can be slow, gone, or lose its answer. */
class Desk {
  clock = new FakeClock();
  text = '';
  server = { revision: 1, text: '', by: 'me' };
  copy = null;
  copies = 0;
  puts = [];
  mode = 'up';
  stale = [];
  locked = [];
  said = [];

  constructor() {
    this.saving = new Saving({
      clock: this.clock, revision: 1, content: this.content(''), read: () => this.content(this.text), isOnline: () => this.mode !== 'offline',
      put: body => this.put(body),
      copies: { keep: async record => { this.copies++; this.copy = record.content.title; }, drop: async () => { this.copy = null; } },
      tell: status => this.said.push(status), onStale: a => this.stale.push(a), onLocked: a => this.locked.push(a),
    });
  }

  content = text => ({ title: text, standfirst: '', blocks: [] });

  type(letters) {
    for (const letter of letters) {
      this.text += letter;
      this.saving.changed();
    }
  }

  async put({ revision, content }) {
    this.puts.push({ at: this.clock.time, revision, text: content.title });
    await new Promise(resolve => setImmediate(resolve));
    if (this.mode === 'down' || this.mode === 'offline') {
      throw new TypeError('fetch failed');
    }
    if (this.mode === 'locked') {
      return { answer: 'locked', holder: 'Ana', since: 'now' };
    }
    if (this.mode === 'signed out') {
      return { answer: 'signed_out' };
    }
    if (revision !== this.server.revision) {
      return { answer: 'stale', revision: this.server.revision, theirs: this.content(this.server.text), base: this.content('') };
    }
    this.server = { revision: revision + 1, text: content.title, by: 'me' };
    if (this.mode === 'deaf') {
      throw new TypeError('connection reset');
    }
    return { answer: 'saved', revision: this.server.revision, saved_at: new Date(this.clock.time).toISOString() };
  }

  get last() {
    return this.said.at(-1);
  }
}

test('A local copy is there within 300 ms, the server has it within 2 s of the last key', async () => {
  const desk = new Desk();
  desk.type('a');
  await desk.clock.go(299);
  assert.equal(desk.copy, 'a');
  assert.equal(desk.puts.length, 0);
  await desk.clock.go(1701);
  assert.equal(desk.server.text, 'a');
  assert.equal(desk.last.state, 'saved');
  assert.equal(desk.copy, null);
});

test('Whoever goes to another page has all of it saved first, also what came while a save was on its way', async () => {
  const desk = new Desk();
  desk.type('abc');
  void desk.saving.save();
  desk.type('def');
  await desk.saving.finish();
  assert.equal(desk.server.text, 'abcdef');
  assert.equal(desk.saving.isDirty, false);
});

test('While typing goes on, the copy is never older than 300 ms and the server is told every 5 s', async () => {
  const desk = new Desk();
  for (let i = 0; i < 120; i++) {
    desk.type('x');
    await desk.clock.go(100);
    assert.ok(desk.text.length - (desk.copy?.length ?? desk.server.text.length) <= 3);
  }
  const gaps = desk.puts.map((p, i) => p.at - (desk.puts[i - 1]?.at ?? 1_000_000));
  assert.ok(desk.puts.length >= 2 && gaps.every(g => g <= 5100), gaps.join());
  await desk.clock.go(2000);
  assert.equal(desk.server.text, desk.text);
});

test('A server that is gone is asked again; meanwhile changes are kept and counted', async () => {
  const desk = new Desk();
  desk.mode = 'down';
  desk.type('abc');
  await desk.clock.go(3000);
  assert.equal(desk.last.state, 'unreachable');
  assert.equal(desk.last.changes, 1);
  assert.equal(desk.copy, 'abc');
  desk.mode = 'up';
  await desk.clock.go(15000);
  assert.equal(desk.server.text, 'abc');
  assert.equal(desk.last.state, 'saved');
});

test('Without a network the words say so, and coming back saves at once', async () => {
  const desk = new Desk();
  desk.mode = 'offline';
  desk.type('abc');
  await desk.clock.go(2000);
  assert.equal(desk.last.state, 'offline');
  desk.mode = 'up';
  await desk.saving.retry();
  assert.equal(desk.server.text, 'abc');
});

test('A save whose answer was lost is no conflict with the next one', async () => {
  const desk = new Desk();
  desk.mode = 'deaf';
  desk.type('abc');
  await desk.clock.go(1500);
  assert.equal(desk.server.text, 'abc');
  desk.type('def');
  desk.mode = 'up';
  await desk.clock.go(20000);
  assert.equal(desk.server.text, 'abcdef');
  assert.deepEqual(desk.stale, []);
});

test('What somebody else saved is a conflict, and nothing is sent until it is settled', async () => {
  const desk = new Desk();
  desk.type('mine');
  desk.server = { revision: 7, text: 'theirs' };
  await desk.clock.go(3000);
  assert.equal(desk.stale.length, 1);
  desk.type('!');
  await desk.clock.go(10000);
  assert.equal(desk.puts.length, 1);
  assert.equal(desk.copy, 'mine!');
  desk.text = 'theirs and mine!';
  desk.saving.rebase(7, desk.content('theirs'));
  await desk.clock.go(2000);
  assert.equal(desk.server.text, 'theirs and mine!');
});

test('A server that does not answer is not left unsaid', async () => {
  const desk = new Desk();
  desk.put = () => new Promise(() => {});
  desk.type('abc');
  await desk.clock.go(5500);
  assert.deepEqual([desk.last.state, desk.last.changes, desk.copy], ['unreachable', 1, 'abc']);
});

test('A lost lock holds the text here', async () => {
  const desk = new Desk();
  desk.mode = 'locked';
  desk.type('mine');
  await desk.clock.go(60000);
  assert.equal(desk.puts.length, 1);
  assert.equal(desk.locked.length, 1);
  assert.equal(desk.copy, 'mine');
  assert.equal(desk.last.state, 'locked');
});

test('Signed out, the text waits for the sign-in', async () => {
  const desk = new Desk();
  desk.mode = 'signed out';
  desk.type('mine');
  await desk.clock.go(60000);
  assert.equal(desk.puts.length, 1);
  desk.mode = 'up';
  await desk.saving.retry();
  assert.equal(desk.server.text, 'mine');
});

test('Whatever fails and when, every letter is with the server or in the local copy', async () => {
  const act = fc.tuple(fc.constantFrom('type', 'type', 'type', 'wait', 'down', 'up', 'deaf', 'offline', 'retry'), fc.nat(4000));
  await fc.assert(fc.asyncProperty(fc.array(act, { maxLength: 40 }), async acts => {
    const desk = new Desk();
    for (const [what, ms] of acts) {
      if (what === 'type') {
        desk.type('abcdefghij'[ms % 10]);
        await desk.clock.go(300);
      } else if (what === 'wait') {
        await desk.clock.go(ms);
      } else if (what === 'retry') {
        await desk.saving.retry();
      } else {
        desk.mode = what;
      }
      assert.ok([desk.server.text, desk.copy].includes(desk.text), `${desk.text} is neither ${desk.server.text} nor ${desk.copy}`);
      assert.deepEqual(desk.stale, []);
    }
    desk.mode = 'up';
    await desk.clock.go(60000);
    assert.equal(desk.server.text, desk.text);
    assert.ok(desk.text === '' || desk.last.state === 'saved');
  }), { numRuns: 300, seed: 5 });
});
