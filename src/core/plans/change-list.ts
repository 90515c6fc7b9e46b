import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { PlanCounts, PlannedChange } from '../../contract/planned-changes.ts';

/** One key to be changed, with everything needed to do so. */
export interface Change {
  readonly kind: 'create' | 'overwrite' | 'delete';
  readonly key: Uint8Array;
  /** The modRevision that the key must still have; 0: the key must not exist. */
  readonly expectedModRevision: number;
  /** The new value; `null` for a deletion. */
  readonly value: Uint8Array | null;
  /** The new lease, `null` for none, or `keep` for the present one. */
  readonly lease: LeaseId | null | 'keep';
  /** Goes into the same transaction as the change before it, where a server accepts two operations at all. */
  readonly isJoined: boolean;
}

/** A change with its source key, where the key is copied or moved. */
export type SourcedChange = Change & { readonly from?: Uint8Array };

const mostChanges = 1_000_000;
const mostBytes = 256 * 1024 * 1024;
/** As many as an operator can look through. */
const mostSamples = 100;
const blockBytes = 1024 * 1024;
/** The bytes of kind, flags, expectedModRevision, lease, and the lengths of key and value. */
const headBytes = 26;

const kinds = ['create', 'overwrite', 'delete'] as const;
const leases = { none: 0, keep: 1, named: 2 } as const;
const joined = 4;

/**
 * A plan's changes in order, packed: as objects, a million of them would take half a gigabyte. Fails with
 * `PlanTooLarge` beyond a million, or 256 MiB of keys and values.
 */
export class ChangeList {
  readonly #blocks: { readonly bytes: Buffer; used: number }[] = [];
  readonly #counts = { create: 0, overwrite: 0, delete: 0, skip: 0 };
  readonly #samples: PlannedChange[] = [];
  readonly #conflicts: PlannedChange[] = [];
  readonly #left: PlannedChange[] = [];
  #held = 0;
  #valueBytes = 0;

  add({ from, ...change }: SourcedChange): void {
    const { kind, value } = change;
    this.#write(change);
    this.#counts[kind] += 1;
    this.#valueBytes += value?.length ?? 0;
    const sample = sampleOf(change, from);
    if (this.#samples.length < mostSamples) this.#samples.push(sample);
    if (kind === 'overwrite' && this.#conflicts.length < mostSamples) this.#conflicts.push(sample);
  }

  /** Counts an unchanged key. */
  skip({ key, bytes, from }: { readonly key: Uint8Array; readonly bytes: number; readonly from?: Uint8Array }): void {
    this.#counts.skip += 1;
    if (this.#left.length >= mostSamples) return;
    this.#left.push({ kind: 'skip', key, from: from ?? null, bytes, expectedModRevision: 0 });
  }

  /** The number of keys to change. */
  get length(): number {
    return this.#counts.create + this.#counts.overwrite + this.#counts.delete;
  }

  get counts(): PlanCounts {
    return { ...this.#counts };
  }

  /** The bytes of the values to write. */
  get valueBytes(): number {
    return this.#valueBytes;
  }

  /** The memory that the list takes, in bytes. */
  get heldBytes(): number {
    return this.#held;
  }

  /** The first changes, then the first unchanged keys. */
  get samples(): readonly PlannedChange[] {
    return [...this.#samples, ...this.#left];
  }

  get conflicts(): readonly PlannedChange[] {
    return this.#conflicts;
  }

  *[Symbol.iterator](): Generator<Change, void> {
    for (const { bytes, used } of this.#blocks) {
      for (let at = 0; at < used; ) {
        const change = readChange(bytes, at);
        yield change;
        at += headBytes + change.key.length + (change.value?.length ?? 0);
      }
    }
  }

  #write(change: Change): void {
    const { key, value } = change;
    const size = headBytes + key.length + (value?.length ?? 0);
    this.#held += size;
    if (this.length >= mostChanges || this.#held > mostBytes) throw tooLarge();
    let block = this.#blocks.at(-1);
    if (block === undefined || block.used + size > block.bytes.length) {
      block = { bytes: Buffer.allocUnsafeSlow(Math.max(blockBytes, size)), used: 0 };
      this.#blocks.push(block);
    }
    writeChange(block.bytes, block.used, change);
    block.used += size;
  }
}

function writeChange(bytes: Buffer, at: number, change: Change): void {
  const { kind, key, expectedModRevision, value, lease, isJoined } = change;
  const flag = lease === null ? leases.none : lease === 'keep' ? leases.keep : leases.named;
  bytes.writeUInt8(kinds.indexOf(kind), at);
  bytes.writeUInt8(flag | (isJoined ? joined : 0), at + 1);
  bytes.writeDoubleLE(expectedModRevision, at + 2);
  bytes.writeBigUInt64LE(flag === leases.named ? BigInt(`0x${lease}`) : 0n, at + 10);
  bytes.writeUInt32LE(key.length, at + 18);
  bytes.writeUInt32LE(value?.length ?? 0, at + 22);
  bytes.set(key, at + headBytes);
  if (value !== null) bytes.set(value, at + headBytes + key.length);
}

function readChange(bytes: Buffer, at: number): Change {
  const flags = bytes.readUInt8(at + 1);
  const kind = kinds[bytes.readUInt8(at)] ?? 'delete';
  const keyStart = at + headBytes;
  const valueStart = keyStart + bytes.readUInt32LE(at + 18);
  const valueEnd = valueStart + bytes.readUInt32LE(at + 22);
  const lease =
    (flags & ~joined) === leases.named
      ? bytes
          .readBigUInt64LE(at + 10)
          .toString(16)
          .padStart(16, '0')
      : null;
  return {
    kind,
    key: new Uint8Array(bytes.buffer, bytes.byteOffset + keyStart, valueStart - keyStart),
    expectedModRevision: bytes.readDoubleLE(at + 2),
    value:
      kind === 'delete' ? null : new Uint8Array(bytes.buffer, bytes.byteOffset + valueStart, valueEnd - valueStart),
    // It was a `LeaseId` when it was written.
    lease: (flags & ~joined) === leases.keep ? 'keep' : (lease as LeaseId | null),
    isJoined: (flags & joined) !== 0,
  };
}

function sampleOf({ kind, key, value, expectedModRevision }: Change, from: Uint8Array | undefined): PlannedChange {
  return { kind, key, from: from ?? null, bytes: value?.length ?? 0, expectedModRevision };
}

function tooLarge(): EtcdeckError {
  const message = `A plan holds ${mostChanges.toLocaleString('en')} changes and ${mostBytes / 2 ** 20} MiB at most.`;
  return new EtcdeckError({ code: 'PlanTooLarge', message, detail: { mostChanges, mostBytes } });
}
