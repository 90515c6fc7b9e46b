import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atRevision, type KeySource, snapshotKeys } from '../../../../src/contract/key-source.ts';
import type { TextMatch } from '../../../../src/contract/search.ts';
import { createApp } from '../../../../src/core/app.ts';
import { testPorts } from '../../../../src/testing/ports.ts';

/** What browsing a snapshot takes, in milliseconds. */
export interface Browsed {
  /** The first time, which reads it whole. */
  readonly openMs: number;
  /** Another time, in another run of the app: from its index. */
  readonly reopenMs: number;
  /** Of every folder that was asked for, until its first rows are there. */
  readonly firstRowsMs: readonly number[];
  /** The same at a revision that was not looked at before. */
  readonly pastRowsMs: readonly number[];
  readonly searchMs: readonly number[];
  readonly keys: number;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const [file = '', workerFile = '', ...folders] = process.argv.slice(2);

const settings = mkdtempSync(join(tmpdir(), 'etcdeck-bench-'));
const source = snapshotKeys(file);

async function opened() {
  const { api, close } = createApp(testPorts(settings, { workerFile: async () => workerFile }));
  const at = performance.now();
  const holding = api.sources.open({ source })[Symbol.asyncIterator]();
  while ((await holding.next()).value?.kind !== 'opened');
  return { api, close, tookMs: performance.now() - at };
}

const first = await opened();
await first.close();
const { api, close, tookMs: reopenMs } = await opened();

async function firstRows(of: KeySource, folder: string): Promise<number> {
  const at = performance.now();
  const request = { prefix: bytes(folder), delimiter: bytes('/'), after: null, limit: 1_000 };
  for await (const { children } of api.keys.children({ source: of, ...request })) {
    if (children.length > 0) return performance.now() - at;
  }
  throw new Error(`the snapshot has no ${folder}`);
}

async function searched(name: TextMatch): Promise<number> {
  const at = performance.now();
  const conditions = { name, value: null, lease: null, modRevision: null, createRevision: null };
  const request = { source, prefix: new Uint8Array(), conditions, after: null, limit: 1_000 };
  for await (const notice of api.keys.search(request)) {
    if (notice.kind === 'ended' && notice.reason !== 'complete') throw new Error('more was found than was to be');
  }
  return performance.now() - at;
}

const { count: keys, revision } = await api.keys.count({ source, prefix: new Uint8Array() });
const firstRowsMs: number[] = [];
const pastRowsMs: number[] = [];
for (const [place, folder] of folders.entries()) {
  firstRowsMs.push(await firstRows(source, folder));
  pastRowsMs.push(await firstRows(atRevision(source, revision - 1 - place), folder));
}
const searchMs: number[] = [];
for (const ignoresCase of [false, true]) {
  searchMs.push(await searched({ kind: 'substring', text: 'no such name', ignoresCase }));
}
const browsed: Browsed = { openMs: first.tookMs, reopenMs, firstRowsMs, pastRowsMs, searchMs, keys };
console.log(JSON.stringify(browsed));
await close();
rmSync(settings, { recursive: true, force: true });
