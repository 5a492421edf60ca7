import assert from 'node:assert/strict';
import test from 'node:test';
import { Tabs } from '../saving/tabs.js';
import { FakeClock } from './fake-clock.js';

class Browser {
  clock = new FakeClock();
  channels = new Set();

  open(tab) {
    const channel = { onmessage: null, close: () => this.channels.delete(channel), postMessage: data => this.clock.set(() => this.channels.forEach(c => c !== channel && c.onmessage?.({ data: structuredClone(data) })), 1) };
    this.channels.add(channel);
    const page = { text: '', log: [] };
    page.tabs = new Tabs({
      channel, tab, clock: this.clock,
      onLead: given => { page.log.push('leads'); page.text = given?.text ?? page.text; },
      onFollow: () => page.log.push('follows'),
      onNews: state => (page.text = state.text),
      give: () => ({ text: page.text }),
    });
    page.crash = () => { this.channels.delete(channel); page.tabs.channel.postMessage = () => {}; };
    page.tabs.open();
    return page;
  }
}

test('The first tab writes, the second follows and sees what is written', async () => {
  const browser = new Browser();
  const first = browser.open('a');
  await browser.clock.go(500);
  first.text = 'one';
  const second = browser.open('b');
  await browser.clock.go(500);
  assert.deepEqual([first.log, second.log, second.text], [['leads'], ['follows'], 'one']);
  first.text = 'one two';
  first.tabs.tellNews(() => ({ text: first.text }));
  await browser.clock.go(10);
  assert.equal(second.text, 'one two');
});

test('Two opened at the same moment do not both write', async () => {
  const browser = new Browser();
  const pages = ['b', 'a', 'c'].map(t => browser.open(t));
  await browser.clock.go(1000);
  assert.deepEqual(pages.map(x => x.tabs.role).sort(), ['following', 'following', 'leading']);
});

test('Writing goes on in the other tab with all that was written', async () => {
  const browser = new Browser();
  const first = browser.open('a');
  await browser.clock.go(500);
  const second = browser.open('b');
  await browser.clock.go(500);
  first.text = 'not saved yet';
  second.tabs.takeOver();
  await browser.clock.go(10);
  assert.deepEqual([first.tabs.role, second.tabs.role, second.text], ['following', 'leading', 'not saved yet']);
  first.tabs.takeOver();
  await browser.clock.go(10);
  assert.deepEqual([first.tabs.role, second.tabs.role], ['leading', 'following']);
});

test('When the writing tab closes, one of the others writes', async () => {
  const browser = new Browser();
  const pages = ['a', 'b', 'c'].map(t => browser.open(t));
  await browser.clock.go(1000);
  pages[0].tabs.close();
  await browser.clock.go(1000);
  assert.deepEqual(pages.slice(1).map(x => x.tabs.role).sort(), ['following', 'leading']);
});

test('A tab that died does not stop the other', async () => {
  const browser = new Browser();
  const first = browser.open('a');
  await browser.clock.go(500);
  const second = browser.open('b');
  await browser.clock.go(500);
  first.crash();
  second.tabs.takeOver();
  await browser.clock.go(1500);
  assert.equal(second.tabs.role, 'leading');
});
