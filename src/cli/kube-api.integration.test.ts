import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildCli, type Cli } from '../testing/cli-process.ts';
import { accessOf, ask } from '../testing/kubernetes/raw-client.ts';
import { sampleFile } from '../testing/kubernetes/served-registry.ts';

let folder: string;
let cli: Cli;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-kube-'));
  cli = await buildCli(folder, { hasWorker: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs it where it must fail; returns its exit code and failure code. */
async function failure(...args: readonly string[]) {
  const { exitCode, stderr } = await cli.run(['-w', 'json', 'kube-api', ...args]);
  return { exitCode, code: JSON.parse(stderr).error.code };
}

/** Starts it, and returns its answer in JSON. */
async function serve(...args: readonly string[]) {
  const { child, ended } = cli.start(['-w', 'json', 'kube-api', ...args]);
  const failed = ended.then(({ stderr }) => Promise.reject(new Error(stderr)));
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), failed]);
  // It ends later, as it should.
  failed.catch(() => undefined);
  const { url, kubeconfig }: { readonly url: string; readonly kubeconfig: string } = JSON.parse(line);
  return { url, kubeconfig, child, ended };
}

describe('kube-api', () => {
  it('serves a snapshot until it is stopped, and takes its kubeconfig away', async () => {
    const { url, kubeconfig, child, ended } = await serve('--snapshot', sampleFile, '--log');
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(statSync(kubeconfig).mode & 0o777).toBe(0o600);
    const answer = await ask(accessOf(kubeconfig), '/api/v1/namespaces/shop/pods?limit=1', { agent: false });
    expect(answer.json()).toMatchObject({ kind: 'PodList', items: [{ metadata: { namespace: 'shop' } }] });
    const { port } = new URL(url);
    const taken = await failure('--snapshot', sampleFile, '--port', port);
    expect(taken).toEqual({ exitCode: 2, code: 'BadRequest' });
    child.kill('SIGTERM');
    const { exitCode, stderr } = await ended;
    expect(exitCode).toBe(0);
    expect(existsSync(kubeconfig)).toBe(false);
    const [line = ''] = stderr.split('\n').filter((each) => each.includes('"request"'));
    expect(JSON.parse(line).request).toMatchObject({
      method: 'GET',
      path: '/api/v1/namespaces/shop/pods?limit=1',
      status: 200,
    });
  });

  it('serves what was there at a time', async () => {
    const at = '2026-11-16T09:30:00Z';
    const { kubeconfig, child, ended } = await serve('--snapshot', sampleFile, '--at', at);
    const path = '/api/v1/namespaces/shop/configmaps/catalogue-config';
    // It was deleted at 10:08.
    expect((await ask(accessOf(kubeconfig), path, { agent: false })).status).toBe(200);
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(0);
    const none = await cli.run(['kube-api', '--snapshot', sampleFile, '--at', 'yesterday']);
    expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('as 2026-11-16T09:30:00Z, ') });
    const early = await failure('--snapshot', sampleFile, '--at', '2020-01-01T00:00:00Z');
    expect(early).toEqual({ exitCode: 2, code: 'BadRequest' });
  });

  it('adds a context to a kubeconfig, and takes it away', async () => {
    const file = join(folder, 'their-config');
    const theirs = 'apiVersion: v1\nkind: Config\ncurrent-context: mine # of my own\n';
    await writeFile(file, theirs);
    const { kubeconfig, child, ended } = await serve('--snapshot', sampleFile, '--merge', file);
    expect(kubeconfig).toBe(file);
    const merged = parse(readFileSync(file, 'utf8'));
    expect([merged['current-context'], merged.contexts[0].name]).toEqual([
      'mine',
      expect.stringMatching(/^etcdeck-\d+$/),
    ]);
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('current-context: mine # of my own');
    expect(readFileSync(file, 'utf8')).not.toContain('etcdeck');
  });

  it('says what it cannot serve', async () => {
    expect(await failure('--snapshot', join(folder, 'gone.db'))).toMatchObject({ code: 'FileNotFound' });
    const elsewhere = await cli.run(['kube-api', '--snapshot', sampleFile, '--registry', '/other/']);
    expect(elsewhere.exitCode).toBe(1);
    expect(elsewhere.stderr).toMatch(/stored beneath \/other\/ \(KeyNotFound\)\.\n.*name it with --registry/);
    expect(await failure('--snapshot', sampleFile, '--use-context')).toEqual({
      exitCode: 2,
      code: 'BadRequest',
    });
  });
});
