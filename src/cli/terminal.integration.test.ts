import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { contentOf, type Printable } from '../core/terminal/printable.ts';
import { startCluster, type TestCluster } from '../testing/test-cluster.ts';
import type { Console } from './console.ts';
import { run } from './run.ts';

let cluster: TestCluster;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-terminal-'));
  vi.stubEnv('ETCDECK_CONFIG_DIR', folder);
  cluster = await startCluster({ auth: true });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cluster?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A terminal whose person gives these answers, one a question. */
function terminal(answers: readonly string[]) {
  const left = [...answers];
  const asked: string[] = [];
  const printed: string[] = [];
  const told: string[] = [];
  const answer = (question: Printable): string => {
    asked.push(contentOf(question));
    return left.shift() ?? '';
  };
  const console: Console = {
    env: {},
    canAsk: true,
    hasKeyboard: true,
    isScreen: true,
    outputGone: new AbortController().signal,
    print: async (output) => void printed.push(contentOf(output)),
    printRaw: async ({ bytes }) => void printed.push(Buffer.from(bytes).toString('utf8')),
    tell: (text) => void told.push(contentOf(text)),
    flush: async () => undefined,
    readInput: async () => new Uint8Array(),
    readParts: async function* () {},
    ask: async (question) => answer(question),
    askHidden: async (question) => answer(question),
  };
  return { console, asked, printed, told };
}

async function type(args: readonly string[], answers: readonly string[]) {
  const { console, asked, printed, told } = terminal(answers);
  const flags = ['--endpoints', cluster.endpoints.join(','), '--user', 'root:rootpw'];
  const exitCode = await run([...flags, ...args], console, new AbortController().signal);
  return { exitCode, asked, printed: printed.join(''), told: told.join('') };
}

const storedValue = (key: string): Promise<string> => cluster.etcdctl('get', key, '--print-value-only');

describe('on a terminal', () => {
  beforeEach(async () => {
    await cluster.etcdctl('put', '/a', 'before');
    await cluster.etcdctl('del', '/new');
  });

  it('asks before it replaces a key, saying what is there, and writes only on yes', async () => {
    const declined = await type(['put', '/a', 'after'], ['n']);
    expect(declined.exitCode).toBe(1);
    expect(declined.asked).toEqual([
      expect.stringMatching(/^Replace \/a \(modRevision \d+, version \d+, 6 B\) with 5 B\? \[y\/N\] $/),
    ]);
    expect(declined.told).toBe(
      'It holds:\n    before\nIt would hold:\n    after\netcdeck: not done: nothing was written.\n',
    );
    expect(await storedValue('/a')).toBe('before\n');

    expect(await type(['put', '/a', 'after'], ['y'])).toMatchObject({ exitCode: 0 });
    expect(await storedValue('/a')).toBe('after\n');
  });

  it('asks before it creates, and before it deletes', async () => {
    expect((await type(['put', '/new', 'x'], ['yes'])).asked).toEqual(['Create /new with 1 B? [y/N] ']);
    const kept = await type(['del', '/new'], ['']);
    expect(kept).toMatchObject({ exitCode: 1, told: expect.stringMatching(/^It holds:\n {4}x\n/) });
    expect(await storedValue('/new')).toBe('x\n');
    expect((await type(['del', '/new'], ['Y'])).exitCode).toBe(0);
    expect(await storedValue('/new')).toBe('');
    expect(await type(['del', '/new'], ['y'])).toMatchObject({ exitCode: 1, asked: [] });
  });

  it('shows values bounded, printable, and the data of Secrets covered', async () => {
    const secret = (data: string) =>
      `{"kind":"Secret","apiVersion":"v1","metadata":{"name":"a"},"data":{"p":"${data}"}}`;
    await cluster.etcdctl('put', '/a', secret('b25lb25l'));
    const { told } = await type(['put', '/a', secret('dHdvdHdv')], ['n']);
    expect(told.replaceAll('\n', ' ')).toMatch(/It holds: .*kind: Secret .*It would hold: .*kind: Secret /);
    expect(told).not.toMatch(/b25lb25l|dHdvdHdv|oneone|twotwo/);
    const lines = Array.from({ length: 20 }, (_, line) => `\u001b[2J${line} ${'x'.repeat(500)}`).join('\n');
    const long = await type(['put', '/new', lines], ['n']);
    expect(long.told).toMatch(/ {4}\\x1b\[2J7 x+… \(\d+ characters more\)\n {4}… 12 more lines\n/);
    expect(long.told.length).toBeLessThan(2_500);
  });

  it('says of a key that it does not exist, whether it ever did', async () => {
    const { exitCode, told } = await type(['put', '/never', 'x', '--if-mod-revision', '5'], []);
    expect(exitCode).toBe(1);
    expect(told).toContain('the key does not exist (Conflict)');
  });

  it('does not overwrite what changed while it asked', async () => {
    const { console, told } = terminal([]);
    const asking: Console = {
      ...console,
      async ask() {
        await cluster.etcdctl('put', '/a', 'someone else');
        return 'y';
      },
    };
    const flags = ['--endpoints', cluster.endpoints.join(','), '--user', 'root:rootpw'];
    const exitCode = await run([...flags, 'put', '/a', 'mine'], asking, new AbortController().signal);
    expect({ exitCode, told: told.join('') }).toEqual({ exitCode: 1, told: expect.stringContaining('(Conflict)') });
    expect(await storedValue('/a')).toBe('someone else\n');
  });

  it('asks nothing where a guard or --force says enough', async () => {
    expect(await type(['put', '/a', 'forced', '--force'], [])).toMatchObject({ exitCode: 0, asked: [] });
    expect(await type(['put', '/a', 'x', '--if-mod-revision', '1'], [])).toMatchObject({ exitCode: 1, asked: [] });
  });

  it('asks once more, as the app does, before it goes past a Kubernetes API server', async () => {
    const key = '/registry/configmaps/shop/dup';
    await cluster.etcdctl('del', key);
    const bypasses = 'this goes past the Kubernetes API server';
    const declined = await type(['put', key, 'dup'], ['y', 'n']);
    expect(declined.exitCode).toBe(1);
    expect(declined.asked).toEqual([`Create ${key} with 3 B? [y/N] `, `Type ${key} to write it all the same: `]);
    expect(declined.told).toContain(bypasses);
    expect(declined.told).toContain('no object that an API server can read');
    expect(await storedValue(key)).toBe('');
    expect(await type(['put', key, 'dup'], ['y', key])).toMatchObject({
      exitCode: 0,
      printed: expect.stringMatching(/dup is at modRevision \d+, version 1\n$/),
    });
    expect(await storedValue(key)).toBe('dup\n');
    const guarded = await type(['del', key, '--if-mod-revision', '1'], ['y']);
    expect(guarded).toMatchObject({ exitCode: 1, asked: [], told: expect.stringContaining('(Conflict)') });
    const forced = await type(['del', key, '--force'], []);
    expect(forced).toMatchObject({ exitCode: 0, asked: [], told: expect.stringContaining(bypasses) });
    expect(await storedValue(key)).toBe('');
  });

  it('takes a value from the terminal only where it has nothing to ask after it', async () => {
    expect(await type(['put', '/a'], ['y'])).toMatchObject({ exitCode: 2, asked: [] });
    expect(await type(['put', '/a', '--force'], [])).toMatchObject({ exitCode: 0, asked: [] });
  });

  it('asks for a password that is missing, once', async () => {
    const args = ['get', '/a', '--raw', '--user', 'root'];
    expect(await type(args, ['rootpw'])).toMatchObject({ exitCode: 0, asked: ['Password: '], printed: 'before' });
    expect(await type(args, ['wrong', 'rootpw'])).toMatchObject({ exitCode: 3, asked: ['Password: '] });
  });

  it('asks for the name of a connection that is read-only, and writes once it was typed', async () => {
    const own = await mkdtemp(join(folder, 'saved-'));
    vi.stubEnv('ETCDECK_CONFIG_DIR', own);
    try {
      const profile = cluster.draft({ name: 'prod', environment: 'production' });
      await writeFile(join(own, 'connections.json'), JSON.stringify({ connections: [{ ...profile, id: 'prod' }] }));
      const put = async (args: readonly string[], answers: readonly string[]) => {
        const { console, asked, told } = terminal(answers);
        const env = { ETCDCTL_PASSWORD: 'rootpw' };
        const all = ['--connection', 'prod', 'put', '/a', 'unlocked', ...args];
        const exitCode = await run(all, { ...console, env }, new AbortController().signal);
        return { exitCode, asked, told: told.join('') };
      };
      const declined = await put(['--force'], ['']);
      expect(declined).toMatchObject({ exitCode: 1, told: 'etcdeck: not done: nothing was written.\n' });
      expect(declined.asked).toEqual([expect.stringMatching(/production.* Type its name to write all the same: $/)]);
      expect((await put(['--force'], ['prd'])).exitCode).toBe(2);
      expect(await storedValue('/a')).toBe('before\n');
      expect((await put([], ['y', 'prod'])).exitCode).toBe(0);
      expect(await storedValue('/a')).toBe('unlocked\n');
      expect(await put(['--force', '--unlock', 'prod'], [])).toMatchObject({ exitCode: 0, asked: [] });
    } finally {
      vi.stubEnv('ETCDECK_CONFIG_DIR', folder);
    }
  });

  it('prints a key for people, and nothing that steers their terminal', async () => {
    await cluster.etcdctl('put', '/a', 'line\n\u001b[31mred');
    const { printed } = await type(['get', '/a'], []);
    expect(printed).toMatch(/^key {13}\/a\ncreateRevision {2}\d+\n/);
    expect(printed).toContain('value           13 B, text\n\nline\n\\x1b[31mred\n');
  });
});
