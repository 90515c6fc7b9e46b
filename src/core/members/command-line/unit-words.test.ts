import { expect, it } from 'vitest';
import { execLine, unitWord } from './unit-words.ts';

it.each([
  ['--name=etcd-4', '--name=etcd-4'],
  ['--listen-peer-urls=https://[fd00::1]:2380', '--listen-peer-urls=https://[fd00::1]:2380'],
  ['--data-dir=/a b', '"--data-dir=/a b"'],
  ['--name=%H', '"--name=%%H"'],
  ['--name=$HOME', '"--name=$$HOME"'],
  ['--name="\\', '"--name=\\"\\\\"'],
  ['--name=a\nExecStart=/bin/evil', '"--name=a\\x0aExecStart=/bin/evil"'],
  ['--name=a\u202eb', '"--name=a\\xe2\\x80\\xaeb"'],
  ['--name=größe', '"--name=größe"'],
  ['', '""'],
])('%j stands in a unit as %s', (word, expected) => {
  expect(unitWord(word)).toBe(expected);
});

it('starts a program by its path, or has it looked up', () => {
  expect(execLine(['/opt/etcd/etcd-3.5', '--name=a b'])).toBe('/opt/etcd/etcd-3.5 "--name=a b"');
  expect(execLine(['etcd', '--name=a'])).toBe('/usr/bin/env etcd --name=a');
  expect(execLine(['./bin/etcd'])).toBe('/usr/bin/env etcd');
});
