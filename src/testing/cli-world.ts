import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { buildCli, type CliOptions, type CliResult } from './cli-process.ts';
import { startCluster } from './test-cluster.ts';

/** The built command line, and three members with TLS and users. */
export type CliWorld = Awaited<ReturnType<typeof startCliWorld>>;

/** Starts the members, with further flags of etcd's, and builds the command line; `close` ends both. */
export async function startCliWorld(args: readonly string[] = [], built: Parameters<typeof buildCli>[1] = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-'));
  const [cluster, cli] = await Promise.all([
    startCluster({ members: 3, tls: 'mutual', auth: true, args }),
    buildCli(folder, built),
  ]);
  const { ca, cert, key } = cluster.files ?? { ca: '', cert: '', key: '' };
  const flags: readonly string[] = [
    ...['--endpoints', cluster.endpoints.join(',')],
    ...['--cacert', ca, '--cert', cert, '--key', key],
    '--user=root:rootpw',
  ];
  const etcdeck = (args: readonly string[], options?: CliOptions): Promise<CliResult> =>
    cli.run([...flags, '-w', 'json', ...args], options);
  const offline = (args: readonly string[], options?: CliOptions): Promise<CliResult> =>
    cli.run(['-w', 'json', ...args], options);
  return {
    cluster,
    cli,
    folder,
    /** The flags that reach the members as root. */
    flags,
    /** Runs a command as root, with JSON. */
    etcdeck,
    /** Returns the JSON of a command that must succeed; each test holds its shape. */
    answer: async (args: readonly string[], options?: CliOptions) => answerOf(await etcdeck(args, options)),
    /** Runs a command that takes no cluster, with JSON. */
    offline,
    /** Returns the JSON of a command that takes no cluster, and must succeed. */
    answerOffline: async (args: readonly string[], options?: CliOptions) => answerOf(await offline(args, options)),
    /** Returns how a command failed that must fail. */
    async failure(args: readonly string[], options?: CliOptions) {
      const { exitCode, stdout, stderr } = await etcdeck(args, options);
      expect(stdout).toBe('');
      const { error } = JSON.parse(stderr);
      expect(Object.keys(error)).toEqual(['code', 'message']);
      return { exitCode, code: error.code, message: error.message };
    },
    /** Returns a key as etcdctl sees it; `undefined` where it does not exist. */
    async seen(name: string) {
      const [kv] = JSON.parse(await cluster.etcdctl('get', name, '-w', 'json')).kvs ?? [];
      return kv;
    },
    async close(): Promise<void> {
      await cluster.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function answerOf({ exitCode, stdout, stderr }: CliResult) {
  expect({ exitCode, stderr: stderr.trim() }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout);
}

export const base64 = (text: string): string => Buffer.from(text).toString('base64');
