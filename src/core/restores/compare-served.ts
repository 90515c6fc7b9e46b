import { EtcdeckError } from '../../contract/failure.ts';
import type { Rehearsal } from '../../contract/restores.ts';
import type { SnapshotFigures } from '../../contract/snapshot-report.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { range, toTheEnd } from '../etcd/kv.ts';
import { hashKV } from '../etcd/maintenance.ts';
import type { SnapshotIndex } from '../snapshot-files/snapshot-index.ts';
import { SnapshotValues } from '../snapshot-files/snapshot-values.ts';

/** What a file holds. */
export interface HeldByFile {
  readonly file: string;
  readonly figures: SnapshotFigures;
  readonly index: SnapshotIndex;
  readonly fingerprint: string;
}

/** A member that serves it, and how to ask it. */
export interface Serving {
  readonly client: EtcdClient;
  readonly endpoint: string;
  readonly signal: AbortSignal;
  /** Chooses the keys: the same number chooses the same ones. */
  readonly seed: number;
}

const comparedKeys = 1_000;
const atOnce = 16;
/** A large database on a slow disk takes its time. */
const timeoutMs = 300_000;

type Served = Pick<Rehearsal, 'liveKeys' | 'hashEqual' | 'comparedKeys' | 'differentKeys'>;

/**
 * Compares what a member serves with a file, at the file's revision: the hash of all its history, the number of its keys,
 * and 1,000 random keys byte by byte. What expires meanwhile is later than that. Fails with
 * `SnapshotChanged` where the file is another one by now.
 */
export async function compareServed(held: HeldByFile, serving: Serving): Promise<Served> {
  const { client, endpoint, signal } = serving;
  const { figures, index } = held;
  const { revision } = figures;
  const options = { endpoint, signal, timeoutMs };
  const hash = await hashAt(revision, serving);
  const request = { key: new Uint8Array(), rangeEnd: toTheEnd, countOnly: true, revision };
  const { count } = await range(client, request, options);
  const places = randomPlaces(index, revision, serving.seed);
  const values = await SnapshotValues.open(held.file, held.fingerprint);
  let different = 0;
  try {
    for (let from = 0; from < places.length; from += atOnce) {
      const some = places.slice(from, from + atOnce);
      const same = await Promise.all(some.map((place) => isServed(place, { ...held, values }, serving)));
      different += same.filter((is) => !is).length;
    }
  } finally {
    await values.close();
  }
  return {
    liveKeys: count,
    hashEqual: hash === figures.hashKV,
    comparedKeys: places.length,
    differentKeys: different,
  };
}

/** 3.4 refuses exactly the compacted revision, and answers for the newest one. */
async function hashAt(revision: number, { client, endpoint, signal }: Serving): Promise<number | null> {
  const options = { signal, timeoutMs };
  try {
    return (await hashKV(client, endpoint, revision, options)).hash;
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code !== 'Compacted') throw error;
    const newest = await hashKV(client, endpoint, 0, options);
    return newest.revision === revision ? newest.hash : null;
  }
}

/** Whether a member has the key as the file has it. */
async function isServed(
  place: number,
  { index, figures, values }: HeldByFile & { readonly values: SnapshotValues },
  { client, endpoint, signal }: Serving,
): Promise<boolean> {
  const { revision } = figures;
  const record = index.recordAt(place, revision);
  if (record === null) return false;
  const facts = index.record(record);
  const { kvs } = await range(client, { key: index.key(place).slice(), revision }, { endpoint, signal, timeoutMs });
  const [served] = kvs;
  if (served === undefined) return false;
  const [value] = await values.read([facts]);
  return (
    value !== undefined &&
    compareBytes(served.value, value) === 0 &&
    served.createRevision === facts.createRevision &&
    served.modRevision === facts.modRevision &&
    served.version === facts.version &&
    served.lease === facts.lease
  );
}

/** How many places are looked at for each that is wanted: most keys of a file may be deleted. */
const triesEach = 50;

/** Returns the places of keys that have a value at a revision, none of them twice. */
function randomPlaces(index: SnapshotIndex, revision: number, seed: number): readonly number[] {
  const isLive = (place: number): boolean => index.key(place).length > 0 && index.recordAt(place, revision) !== null;
  const next = randomNumbers(seed);
  const found = new Set<number>();
  if (index.length <= comparedKeys) {
    for (let place = 0; place < index.length; place += 1) if (isLive(place)) found.add(place);
    return [...found];
  }
  for (let tries = 0; tries < comparedKeys * triesEach && found.size < comparedKeys; tries += 1) {
    const place = Math.floor(next() * index.length);
    if (isLive(place)) found.add(place);
  }
  return [...found].sort((a, b) => a - b);
}

/** Returns numbers from 0 up to 1, the same of one seed on every machine (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
