import assert from 'node:assert/strict';
import test from 'node:test';
import { pickOf } from '../record/pick.js';
import { p, Page } from './page.js';

const page = () => new Page([p('a', 'The envoy was called home.'), p('b', '“Short talks,” said Ana Marin.')]);

test('The selected words are named by their paragraph and their place in it', () => {
  assert.deepEqual(pickOf(page().at('b', 20, 'b', 29).state), { block: 'b', start: 20, words: 'Ana Marin' });
});

test('Spaces at the ends of a selection are no part of the words', () => {
  assert.deepEqual(pickOf(page().at('a', 3, 'a', 10).state), { block: 'a', start: 4, words: 'envoy' });
});

test('Nothing, spaces alone, and words of two paragraphs are no choice', () => {
  assert.equal(pickOf(page().at('a', 3).state), null);
  assert.equal(pickOf(page().at('a', 3, 'a', 4).state), null);
  assert.equal(pickOf(page().at('a', 3, 'b', 4).state), null);
});
