import { type Entry, WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';
import { scalarJson } from './decode-scalar.ts';
import type { ProtoField, ProtoMessage } from './proto-schema.ts';
import { contentsOf, type StoredMessage, storedFields } from './stored-fields.ts';

/** One entry of a map, which is a message of a key and a value. */
export interface StoredPair {
  readonly entry: StoredMessage;
  /** Its values in the entry: none where it is the default. */
  readonly values: readonly Entry[];
  /** What else the entry holds. */
  readonly others: readonly Entry[];
  /** The entry in the message around it. */
  readonly outer: Entry;
}

/** The entries of a map by the text of their keys. Of two with one key the last one counts. */
export interface StoredMap {
  readonly pairs: ReadonlyMap<string, StoredPair>;
  readonly unknown: number;
  readonly isBroken: boolean;
}

/** Returns the message that an entry of a map is. */
function entryMessage(field: ProtoField): {
  readonly message: ProtoMessage;
  readonly key: ProtoField;
  readonly value: ProtoField;
} {
  const one = { shape: { kind: 'one' }, isRequired: false, oneof: null } as const;
  const type = { kind: 'scalar', scalar: field.shape.kind === 'map' ? field.shape.key : 'string' } as const;
  const key: ProtoField = { name: 'key', number: 1, type, ...one };
  const value: ProtoField = { name: 'value', number: 2, type: field.type, ...one };
  const byNumber = new Map([key, value].map((part) => [part.number, part]));
  return { message: { name: field.name, byNumber, byName: new Map() }, key, value };
}

/** Reads the entries of a map. Fails with `ValueMalformed`. */
export function storedMap(field: ProtoField, stored: StoredMessage, entries: readonly Entry[]): StoredMap {
  const { message, key, value } = entryMessage(field);
  const pairs = new Map<string, StoredPair>();
  let unknown = 0;
  let isBroken = false;
  for (const outer of entries) {
    const entry = contentsOf(stored, outer);
    const fields = storedFields(message, entry);
    const text = keyText(fields.counting.get(key)?.at(-1), entry);
    const values = fields.counting.get(value) ?? [];
    const counted = new Set([...values, ...(fields.counting.get(key) ?? [])]);
    unknown += fields.unknown;
    isBroken ||= text.isBroken;
    pairs.set(text.key, { entry, values, others: fields.entries.filter((one) => !counted.has(one)), outer });
  }
  return { pairs, unknown, isBroken };

  function keyText(at: Entry | undefined, entry: StoredMessage): { readonly key: string; readonly isBroken: boolean } {
    const scalar = key.type.kind === 'scalar' ? key.type.scalar : 'string';
    const [bytes, place, end] = at === undefined ? [new Uint8Array(8), 0, 8] : [entry.bytes, at.at, at.end];
    const { json, isBroken: isCut } = scalarJson(new WireReader(bytes, place, entry.origin), scalar, end);
    const parsed: unknown = JSON.parse(json);
    return { key: String(parsed), isBroken: isCut };
  }
}
