import { expect, it } from 'vitest';
import { readEntries, WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';
import { RevisedBytes, revisionField } from './revised-bytes.ts';

/** The resourceVersion in the metadata of an object's bytes. */
function versionIn(bytes: Uint8Array): string {
  const contents = (of: Uint8Array, number: number): Uint8Array => {
    const entry = readEntries(of).findLast((one) => one.number === number);
    return entry === undefined ? new Uint8Array() : new WireReader(of).contents(entry);
  };
  return Buffer.from(contents(contents(bytes, 1), 6)).toString();
}

it.each([1, 9, 10, 342, 99_999, 2 ** 32, 10 ** 15, Number.MAX_SAFE_INTEGER - 9, Number.MAX_SAFE_INTEGER])(
  'has the revision %d, digit by digit',
  (revision) => {
    expect(versionIn(revisionField(revision))).toBe(String(revision));
    const revised = new RevisedBytes();
    // Metadata with a name, and a field behind it.
    revised.layOut(Uint8Array.of(0x0a, 0x03, 0x0a, 0x01, 0x61, 0x10, 0x01), revision);
    expect(versionIn(revised.bytes.subarray(0, revised.length))).toBe(String(revision));
  },
);
