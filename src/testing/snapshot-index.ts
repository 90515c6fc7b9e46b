import { type IndexColumns, SnapshotIndex } from '../core/snapshot-files/snapshot-index.ts';
import type { ValueReader } from '../core/snapshot-files/snapshot-moment.ts';

/** A key's states: a value, or `null` for a deletion, by their revisions in ascending order. */
export type KeyStates = readonly (readonly [revision: number, value: string | null])[];

/** The index of keys with these states, and a reader of their values, as reading a file gives them. */
export function anIndex(states: Readonly<Record<string, KeyStates>>): {
  readonly index: SnapshotIndex;
  readonly values: ValueReader;
} {
  const keys = Object.keys(states).sort((a, b) => Buffer.compare(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1')));
  const records = keys.flatMap((key) => recordsOf(states[key] ?? []));
  const values = Buffer.concat(records.map(({ value }) => value ?? Buffer.alloc(0)));
  const numbers = (of: (record: (typeof records)[number]) => number) => records.map(of);
  const columns: IndexColumns = {
    keyBytes: new Uint8Array(Buffer.from(keys.join(''), 'latin1')),
    keyEnds: Float64Array.from(endsOf(keys.map(({ length }) => length))),
    firstRecord: Uint32Array.from([0, ...endsOf(keys.map((key) => states[key]?.length ?? 0))]),
    main: Float64Array.from(numbers(({ revision }) => revision)),
    sub: new Uint32Array(records.length),
    isDeletion: Uint8Array.from(numbers(({ value }) => (value === null ? 1 : 0))),
    createRevision: Float64Array.from(numbers(({ createRevision }) => createRevision)),
    version: Float64Array.from(numbers(({ version }) => version)),
    lease: new BigInt64Array(records.length),
    valueOffset: Float64Array.from([0, ...endsOf(numbers(({ value }) => value?.length ?? 0))].slice(0, records.length)),
    valueLength: Uint32Array.from(numbers(({ value }) => value?.length ?? 0)),
    valueHash: Uint32Array.from(numbers(({ value }) => hashOf(value))),
  };
  return {
    index: new SnapshotIndex({ columns, shortcuts: null }),
    values: {
      read: async (places) =>
        places.map(
          ({ valueOffset, valueLength }) => new Uint8Array(values.subarray(valueOffset, valueOffset + valueLength)),
        ),
    },
  };
}

function endsOf(lengths: readonly number[]): readonly number[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return end;
  });
}

function recordsOf(states: KeyStates) {
  let createRevision = 0;
  let version = 0;
  return states.map(([revision, text]) => {
    if (version === 0) createRevision = revision;
    version = text === null ? 0 : version + 1;
    return { revision, createRevision, version, value: text === null ? null : Buffer.from(text) };
  });
}

/** Of a few short values of a test, no two have the same. */
function hashOf(value: Buffer | null): number {
  return [...(value ?? [])].reduce((hash, byte) => (Math.imul(hash, 31) + byte) >>> 0, 17);
}
