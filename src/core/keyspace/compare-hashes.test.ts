import { expect, it } from 'vitest';
import type { AskedHash, HashedKeys, SourceHash } from '../sources/source-hash.ts';
import { compareHashes, type HashedSide } from './compare-hashes.ts';

const asked: AskedHash[] = [];
const side = (isOfFile: boolean, revision: number | null, at: (asked: AskedHash) => HashedKeys | null): HashedSide => {
  const hash: SourceHash = {
    isOfFile,
    async at(one) {
      asked.push(one);
      return at(one);
    },
  };
  return { hash, revision };
};

/** A file up to revision 50, compacted at 10, whose hash is this at whichever compaction from then on. */
const aFile = (hash: number, revision = 50) =>
  side(true, revision, (one) => {
    const compactRevision = one.compactRevision ?? 10;
    return compactRevision < 10 ? null : { hash, compactRevision, newest: 50 };
  });
const aCluster = (hash: number, { newest = 50, compactRevision = 10, revision = null as number | null } = {}) =>
  side(false, revision, (one) => (one.revision < compactRevision ? null : { hash, compactRevision, newest }));

const told = async (left: HashedSide, right: HashedSide) =>
  await compareHashes(left, right, { signal: new AbortController().signal });

it('calls a file and a cluster equal where both are read at the revision of their hash', async () => {
  expect(await told(aFile(7), aCluster(7))).toEqual({ revision: 50, isOneHistory: true, isEqual: true });
  expect(await told(aCluster(7, { revision: 50, newest: 90 }), aFile(7))).toMatchObject({ isEqual: true });
  expect(await told(aFile(7), aCluster(7, { compactRevision: 30 }))).toMatchObject({ isEqual: true });
});

it('takes a cluster that has gone on, or is read before, for one with the same history', async () => {
  const gone = { revision: 50, isOneHistory: true, isEqual: false };
  expect(await told(aFile(7), aCluster(7, { newest: 51 }))).toEqual(gone);
  expect(await told(aFile(7), aCluster(7, { revision: 60, newest: 90 }))).toEqual(gone);
  expect(await told(aFile(7), aCluster(7, { revision: 40 }))).toEqual({ ...gone, revision: 40 });
  expect(await told(aFile(7), aCluster(8))).toEqual({ revision: 50, isOneHistory: false, isEqual: false });
});

it('tells nothing where hashes do not compare', async () => {
  expect(await told(aFile(7), aCluster(7, { compactRevision: 9 }))).toBeNull();
  expect(await told(aFile(7), aCluster(7, { compactRevision: 51 }))).toBeNull();
  expect(await told(aCluster(7), aCluster(7))).toBeNull();
  expect(await told(aFile(7), { hash: null, revision: 50 })).toBeNull();
});

it('asks no file for another hash than its own beside a file', async () => {
  asked.length = 0;
  expect(await told(aFile(7), aFile(7))).toMatchObject({ isEqual: true });
  expect(await told(aFile(7), aFile(8))).toMatchObject({ isEqual: false, isOneHistory: false });
  expect(asked.every(({ compactRevision }) => compactRevision === null)).toBe(true);
});
