import { expect, it } from 'vitest';
import { readFpmArguments } from './fpm-arguments.mjs';

const asBuilder = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libgtk-3-0', '-d', 'libnss3', '--deb-recommends', 'libgl1'],
  ...['--deb-compression', 'xz', '--architecture', 'amd64', '--after-install', '/tmp/in', '--after-remove', '/tmp/out'],
  ...['--description', 'Desktop client\n All of it.', '--version', '1.2.3', '--package', '/dist/a.deb', '--name', 'a'],
  ...['--maintainer', 'b <c@d.example>', '--vendor', 'b', '--url', 'https://d.example/', '--deb-priority', 'optional'],
  ...['--license', 'UNLICENSED', '/dist/unpacked/=/opt/a', '/tmp/a=b.desktop=/usr/share/applications/a.desktop'],
];

it('reads what electron-builder asks of fpm', () => {
  const { facts, files, ...rest } = readFpmArguments(asBuilder, (file) => `#!/bin/sh\n# ${file}`);
  expect(rest).toEqual({ kind: 'deb', target: '/dist/a.deb', compression: 'xz' });
  expect(facts).toMatchObject({
    ...{ name: 'a', version: '1.2.3', architecture: 'amd64', homepage: 'https://d.example/', licence: 'UNLICENSED' },
    ...{ summary: 'Desktop client', description: 'All of it.', depends: ['libgtk-3-0', 'libnss3'] },
    ...{ recommends: ['libgl1'], afterInstall: '#!/bin/sh\n# /tmp/in', afterRemove: '#!/bin/sh\n# /tmp/out' },
  });
  expect(files).toEqual([
    ['/dist/unpacked/', '/opt/a'],
    ['/tmp/a=b.desktop', '/usr/share/applications/a.desktop'],
  ]);
});

it('refuses what it does not know, rather than leave it out', () => {
  const read = (): string => '';
  expect(() => readFpmArguments([...asBuilder, '--deb-systemd', 'a.service'], read)).toThrow('--deb-systemd');
  expect(() => readFpmArguments([...asBuilder, '--constructor', 'a'], read)).toThrow('--constructor');
  expect(() => readFpmArguments(['-s', 'dir', '-t', 'deb'], read)).toThrow('no description');
});
