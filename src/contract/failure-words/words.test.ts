import { expect, it } from 'vitest';
import { sentence } from './words.ts';

it.each([
  ['two members are called etcd-1', 'Two members are called etcd-1.'],
  ['a member’s name has no comma', 'A member’s name has no comma.'],
  ['Is one already.', 'Is one already.'],
  ['etcd knows new and existing', 'etcd knows new and existing.'],
  ['http://h is taken', 'http://h is taken.'],
  ['--name is missing', '--name is missing.'],
  ['open: no such file', 'open: no such file.'],
  ['', '.'],
])('makes a sentence of “%s”', (message, said) => {
  expect(sentence({ code: 'BadRequest', message, retry: false })).toBe(said);
});
