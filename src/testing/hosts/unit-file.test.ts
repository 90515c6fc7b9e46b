import { expect, it } from 'vitest';
import { execLine } from '../../core/members/command-line/unit-words.ts';
import { systemdUnit } from '../../core/members/start/systemd-unit.ts';
import { readUnit } from './unit-file.ts';

const odd = `a b"c'd\\e%h$HOME\u00e9\n`;

it('reads the command that a printed unit has, and what a drop-in puts in its place', () => {
  const unit = systemdUnit([
    { name: 'name', value: 'm1' },
    { name: 'data-dir', value: odd },
  ]);
  expect(readUnit([unit])).toEqual({
    command: ['/usr/bin/env', 'etcd', '--name=m1', `--data-dir=${odd}`],
    variables: {},
  });
  const alone = '[Service]\nEnvironment=ETCD_FORCE_NEW_CLUSTER=true\n';
  const joining = `[Service]\nExecStart=\nExecStart=${execLine(['/opt/etcd', `--data-dir=${odd}`])}\n`;
  expect(readUnit([unit, alone, joining])).toEqual({
    command: ['/opt/etcd', `--data-dir=${odd}`],
    variables: { ETCD_FORCE_NEW_CLUSTER: 'true' },
  });
});

it.each([
  ['two commands', '[Service]\nExecStart=/a\nExecStart=/b\n'],
  ['none', '[Unit]\nExecStart=/a\n'],
  ['a program without its folder', '[Service]\nExecStart=etcd\n'],
  ['a specifier', '[Service]\nExecStart=/a %h\n'],
])('refuses %s', (_, unit) => {
  expect(() => readUnit([unit])).toThrow();
});
