import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { toolsIn } from './restore-tools.ts';

it.skipIf(process.platform === 'win32')('lists a program once, by whatever folders and links it is found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-tools-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const at = (...names: readonly string[]): string => join(folder, ...names);
  await mkdir(at('usr', 'bin'), { recursive: true });
  await symlink(at('usr', 'bin'), at('bin'));
  await mkdir(at('local'));
  const version = (program: string): string => `#!/bin/sh\necho "${program} version: 3.5.30"\n`;
  await writeFile(at('usr', 'bin', 'etcdutl'), version('etcdutl'), { mode: 0o755 });
  await writeFile(at('usr', 'bin', 'etcdctl'), version('etcdctl'), { mode: 0o755 });
  await symlink(at('usr', 'bin', 'etcdutl'), at('local', 'etcdutl'));
  expect(await toolsIn([at('bin'), at('usr', 'bin'), at('local')])).toEqual([
    { file: at('bin', 'etcdutl'), program: 'etcdutl', version: '3.5.30' },
    { file: at('bin', 'etcdctl'), program: 'etcdctl', version: '3.5.30' },
  ]);
});
