import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openInBrowser } from './open-browser.ts';

const link = 'http://127.0.0.1:1/?token=once';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-opener-'));
  vi.stubEnv('PATH', folder);
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe.runIf(process.platform === 'linux')('opening a browser', () => {
  it('shows the link to nobody but the user', async () => {
    const opener = join(folder, 'xdg-open');
    const seen = join(folder, 'seen');
    await writeFile(opener, `#!/bin/sh\necho "$1" > ${seen}.new\n/bin/mv ${seen}.new ${seen}\n`);
    await chmod(opener, 0o700);
    const remove = await openInBrowser(link);
    await expect.poll(() => readFile(seen, 'utf8').catch(() => '')).not.toBe('');
    const url = (await readFile(seen, 'utf8')).trim();
    expect(url).not.toContain('token');
    const file = fileURLToPath(url);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(`url=${link}"`);
    await remove();
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  it('fails without a trace where there is none', async () => {
    await expect(openInBrowser(link)).rejects.toThrow('ENOENT');
    expect(await readdir(folder)).toEqual([]);
  });
});
