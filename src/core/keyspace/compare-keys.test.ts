import { describe, expect, it } from 'vitest';
import type { KeyCoverage } from '../../contract/key-coverage.ts';
import { everyKey } from '../../contract/key-coverage.ts';
import { plainValues } from '../../testing/plain-values.ts';
import { anIndex, type KeyStates } from '../../testing/snapshot-index.ts';
import { BundleContents } from '../bundles/bundle-contents.ts';
import { bundleReader } from '../bundles/bundle-reader.ts';
import { SnapshotRevisions } from '../snapshot-files/snapshot-revisions.ts';
import { spanOf } from '../sources/key-span.ts';
import { sortedReads } from '../sources/sorted-reads.ts';
import type { SourceReader } from '../sources/source-reader.ts';
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
  for await (const notice of compareKeys(
    left,
    right,
    { isOneHistory: false, differsAt: null, limit, codecs: plainValues },
    {},
  )) {
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

describe('two snapshots', () => {
  const sideOf = (states: Readonly<Record<string, KeyStates>>, revision: number): ComparedSide => {
    const { index } = anIndex(states);
    const read = async (): Promise<never> => {
      throw new Error('no value is read where digests tell');
    };
    const revisions = new SnapshotRevisions(index, { read }, { newest: 100, compacted: 0 });
    const origin = async (): Promise<never> => await read();
    const reads = sortedReads(() => revisions.at(revision));
    const source: SourceReader = { ...reads, revision, pin: () => source, origin };
    return { source, prefix: bytes(''), span: spanOf(bytes('')), coverage: everyKey };
  };

  it('compare by what their values were hashed to, also where another value was written at the same revision', async () => {
    const left = sideOf({ '/a': [[3, 'one']], '/b': [[4, 'two']], '/c': [[5, 'gone']], '/same': [[6, 'x']] }, 9);
    const right = sideOf({ '/a': [[3, 'eno']], '/b': [[4, 'twoo']], '/d': [[5, 'new']], '/same': [[8, 'x']] }, 9);
    const { differences, counts } = await compared(left, right);
    expect(differences).toEqual(['changed /a', 'changed /b', 'removed /c', 'added /d']);
    expect(counts).toMatchObject({ added: 1, removed: 1, changed: 2, rewritten: 0, same: 1 });
  });
});
