import { expect, it } from 'vitest';
import type { KeyCoverage } from '../../contract/key-coverage.ts';
import { everyKey } from '../../contract/key-coverage.ts';
import { plainValues } from '../../testing/plain-values.ts';
import { BundleContents } from '../bundles/bundle-contents.ts';
import { bundleReader } from '../bundles/bundle-reader.ts';
import { spanOf } from '../sources/key-span.ts';
import { type ComparedSide, compareKeys } from './compare-keys.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const text = (some: Uint8Array): string => Buffer.from(some).toString();

const secret = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'a' },
  data: { a: 'aHVudGVyMg==' },
});

/** What a bundle of these keys is as a side. */
function aSide(entries: Readonly<Record<string, string>>, coverage: KeyCoverage = everyKey, prefix = ''): ComparedSide {
  const contents = new BundleContents();
  const none = { createRevision: 0, modRevision: 0, version: 0, lease: null };
  const sorted = Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  contents.add(sorted.map(([key, value]) => ({ key: bytes(key), value: bytes(value), ...none })));
  const head = { prefix: null, revision: 7, clusterId: null, dataTime: null, coverage };
  const source = bundleReader({ head, contents }, '/a.yaml');
  return { source, prefix: bytes(prefix), span: spanOf(bytes(prefix)), coverage };
}

async function compared(left: ComparedSide, right: ComparedSide, limit = 100) {
  const differences: string[] = [];
  for await (const notice of compareKeys(left, right, { isOneHistory: false, limit, codecs: plainValues }, {})) {
    if (notice.kind === 'differences')
      differences.push(...notice.differences.map(({ kind, name }) => `${kind} ${text(name)}`));
    if (notice.kind === 'ended') return { differences, counts: notice.counts, next: notice.next };
  }
  throw new Error('a comparison ended without a word');
}

const all = { '/app/a': '1', '/app/b': '2', '/registry/configmaps/a': 'c', '/registry/secrets/a': secret, '/z': '3' };

it('takes no key for missing that the other side does not cover', async () => {
  const app = aSide({ '/app/a': '1' }, { ...everyKey, keys: { kind: 'prefix', prefix: bytes('/app/') } });
  const right = await compared(aSide(all), app);
  expect(right.differences).toEqual(['removed /app/b']);
  expect(right.counts).toEqual({ added: 0, removed: 1, changed: 0, rewritten: 0, same: 1, notCovered: 3 });
  const left = await compared(app, aSide(all));
  expect(left.differences).toEqual(['added /app/b']);
  expect(left.counts).toMatchObject({ added: 1, removed: 0, notCovered: 3 });
});

it('takes no Secret for missing in a file that they were left out of, wherever it lies', async () => {
  const without = aSide({ '/app/a': '1', '/z': '4' }, { ...everyKey, secrets: 'leftOut' });
  const { differences, counts } = await compared(aSide({ ...all, '/app/copy': secret }), without);
  expect(differences).toEqual(['removed /app/b', 'removed /registry/configmaps/a', 'changed /z']);
  expect(counts).toMatchObject({ removed: 2, changed: 1, same: 1, notCovered: 2 });
});

it('says what is missing of a file that does not say what it covers', async () => {
  const unknown = aSide({ '/app/a': '1' }, { keys: { kind: 'unknown' }, secrets: 'unknown' });
  expect((await compared(aSide(all), unknown)).counts).toMatchObject({ removed: 4, notCovered: 0 });
});

it('holds what is covered against the key of the other side, not against its name', async () => {
  const copy = aSide({ '/copy/a': '1' }, { ...everyKey, keys: { kind: 'prefix', prefix: bytes('/copy/') } }, '/copy/');
  const { differences, counts } = await compared(aSide(all, everyKey, '/app/'), copy);
  expect(differences).toEqual(['removed b']);
  expect(counts).toMatchObject({ notCovered: 0 });
});

it('counts what is not covered to no limit', async () => {
  const chosen = aSide({ '/z': '4' }, { ...everyKey, keys: { kind: 'chosen' } });
  expect(await compared(aSide(all), chosen, 1)).toMatchObject({
    differences: ['changed /z'],
    counts: { notCovered: 4 },
  });
});
