import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseKnownHosts } from './known-hosts-file.ts';

const key = Buffer.from('a key').toString('base64');
const hashed = (name: string): string => {
  const salt = Buffer.from('0123456789abcdefghij');
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
};

it.each([
  ['bastion', 'bastion', 22, true],
  ['Bastion,10.0.0.1', '10.0.0.1', 22, true],
  ['bastion', 'BASTION', 22, true],
  ['bastion', 'bastion', 2222, false],
  ['[bastion]:2222', 'bastion', 2222, true],
  ['[bastion]:2222', 'bastion', 22, false],
  ['*.example.org', 'a.example.org', 22, true],
  ['*.example.org', 'example.org', 22, false],
  ['*.example.org', 'aXexample.org', 22, false],
  ['10.0.0.?', '10.0.0.7', 22, true],
  ['*,!bastion', 'bastion', 22, false],
  ['*,!bastion', 'other', 22, true],
  [hashed('bastion'), 'bastion', 22, true],
  [hashed('[bastion]:2222'), 'bastion', 2222, true],
  [hashed('bastion'), 'other', 22, false],
  ['|2|AAAA|AAAA', 'bastion', 22, false],
])('%s is of %s port %i: %s', (hosts, host, port, isOf) => {
  const [line] = parseKnownHosts(`${hosts} ssh-ed25519 ${key} a comment\n`);
  expect(line).toMatchObject({ marker: null, keyType: 'ssh-ed25519', key: Buffer.from('a key') });
  expect(line?.isOf(host, port)).toBe(isOf);
});

it('knows the markers, and leaves aside what makes no sense', () => {
  const lines = parseKnownHosts(
    [
      '# a comment',
      '',
      `@revoked * ssh-rsa ${key}`,
      `@cert-authority *.example.org ssh-ed25519 ${key}`,
      `@unknown * ssh-rsa ${key}`,
      'bastion ssh-rsa',
      'bastion 1024 35 1234567890',
      `  indented\tssh-rsa\t${key}\r`,
    ].join('\n'),
  );
  expect(lines.map(({ marker, keyType }) => [marker, keyType])).toEqual([
    ['revoked', 'ssh-rsa'],
    ['cert-authority', 'ssh-ed25519'],
    [null, 'ssh-rsa'],
  ]);
});
