import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliHome, startCliHome } from '../testing/cli-home.ts';
import { hasTerminals } from '../testing/cli-process.ts';

let home: CliHome;
beforeAll(async () => {
  home = await startCliHome();
});
afterAll(() => home?.close());

describe('serve', () => {
  beforeAll(async () => {
    const renderer = join(dirname(home.cli.script), 'renderer');
    await mkdir(join(renderer, 'assets'), { recursive: true });
    await writeFile(join(renderer, 'index.html'), '<!doctype html><title>etcdeck</title>');
  });

  it('prints its link, serves, and ends with an interrupt', async () => {
    const { child, ended } = home.cli.start(['serve']);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const link = /^etcdeck is ready: (http:\/\/\S+)$/.exec(line)?.[1] ?? '';
    expect((await fetch(link, { redirect: 'manual' })).status).toBeLessThan(400);

    const port = new URL(link).port;
    const taken = await home.cli.run(['serve', '--port', port]);
    expect(taken).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`etcdeck serve --link --port ${port}`),
    });
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(0);
  });

  it('opens a file at its own address, and says at once where there is none', async () => {
    const file = join(home.folder, 'keys #1.yaml');
    await writeFile(file, 'kind: nothing yet');
    const { child, ended } = home.cli.start(['open', file, '--no-browser']);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const link = new URL(/^etcdeck is ready: (http:\/\/\S+)$/.exec(line)?.[1] ?? '');
    expect(link.hash).toBe(`#/file/${encodeURIComponent(file)}`);
    expect(await (await fetch(link)).text()).toContain("location.replace('/'+location.hash)");
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(0);
    const text = join(home.folder, 'text.db');
    await writeFile(text, 'no database');
    expect(await home.failure(['open', text, '--no-browser'])).toMatchObject({ code: 'SnapshotInvalid' });
    const gone = ['open', join(home.folder, 'gone.db'), '--no-browser'];
    expect(await home.failure(gone)).toMatchObject({ code: 'FileNotFound' });
  });

  it('says for a link where none runs that it is etcdeck serve that is missing', async () => {
    const { exitCode, stderr } = await home.cli.run(['serve', '--link', '--port', '1']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /no etcdeck serve of this user runs here at port 1 \(Unavailable\)\.\nStart one with etcdeck serve/,
    );
  });

  it.skipIf(!hasTerminals)('prints another link on Enter, and to who asks it', async () => {
    const settings = await mkdtemp(join(home.folder, 'serve-'));
    const options = { env: { ETCDECK_CONFIG_DIR: settings } };
    const { child, ended } = home.cli.startOnTerminal(['serve'], options);
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString('utf8');
    });
    const links = () => [...shown.matchAll(/(?:is ready|A new link): (http:\S+)/g)].map(([, link = '']) => link);
    const bound = { timeout: 30_000 };
    await expect.poll(() => shown, bound).toContain('Press Enter for another.');
    child.stdin.write('\r');
    await expect.poll(links, bound).toHaveLength(2);
    const asked = await home.cli.run(['serve', '--link', '-w', 'json'], options);
    expect(asked).toMatchObject({ exitCode: 0, stderr: '' });
    const { link } = JSON.parse(asked.stdout);
    // Only the newest lets anybody in.
    const statuses = [...links(), link].map(async (one) => (await fetch(one, { redirect: 'manual' })).status);
    expect(await Promise.all(statuses)).toEqual([401, 401, 200]);
    await expect.poll(() => shown, bound).toContain('A new link was asked for');
    child.stdin.write('\u0003');
    expect((await ended).exitCode).toBe(0);
    expect(await home.failure(['serve', '--link'], options)).toEqual({ exitCode: 3, code: 'Unavailable' });
    expect(await home.failure(['serve', '--link', '--open'], options)).toEqual({ exitCode: 2, code: 'BadRequest' });
  });

  it.skipIf(!hasTerminals)('leaves what is typed to the shell whose background it serves in', async () => {
    const settings = await mkdtemp(join(home.folder, 'serve-'));
    const { child, ended } = home.cli.startBehindShell(['serve'], { env: { ETCDECK_CONFIG_DIR: settings } });
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString('utf8');
    });
    const bound = { timeout: 30_000 };
    await expect.poll(() => shown, bound).toContain('is ready: http');
    for (const word of ['one', 'two', 'three']) {
      child.stdin.write(`${word}\r`);
      await expect.poll(() => shown, bound).toContain(`heard ${word}`);
    }
    // A shell stops a job that reads the terminal from the background: it would answer nothing any more.
    const link = /is ready: (http:\S+)/.exec(shown)?.[1] ?? '';
    const answer = await fetch(link, { redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    expect(answer.status).toBe(200);
    expect(shown).not.toContain('Press Enter');
    child.stdin.write('end\r');
    await ended;
  });
});
