import { bufferOf } from '../../bytes/bytes.ts';
import type { JsonNode } from './json-tree.ts';
import { printString } from './print/printer.ts';
import type { MessageSchema } from './schema.ts';
import { wire } from './wire.ts';
import { type Entry, readEntries, WireReader } from './wire-reader.ts';

/** A message as it was stored, and as it was shown. */
export interface Base {
  readonly bytes: Uint8Array;
  readonly node: JsonNode;
}

/** The members of a JSON object, by name. */
export type Members = ReadonlyMap<string, JsonNode>;

/** An empty set of members. */
export const noMembers: Members = new Map();
/** An empty list of fields. */
export const noEntries: readonly Entry[] = [];

/** The fields of a stored message, in their order there. */
export interface BaseFields {
  readonly bytes: Uint8Array;
  readonly members: Members;
  readonly known: ReadonlyMap<number, readonly Entry[]>;
  readonly unknown: readonly Entry[];
}

/**
 * Returns the fields of a base message. `members`: the JSON that it was shown as; for an inline message, its parent's.
 */
export function baseFields(message: MessageSchema, bytes: Uint8Array, members: Members): BaseFields {
  const known = new Map<number, Entry[]>();
  const unknown: Entry[] = [];
  for (const entry of readEntries(bytes)) {
    const others = known.get(entry.number);
    if (message.byNumber[entry.number] === undefined) unknown.push(entry);
    else if (others === undefined) known.set(entry.number, [entry]);
    else others.push(entry);
  }
  return { bytes, members, known, unknown };
}

/** Returns an entry with its tag. */
export function rawEntry(bytes: Uint8Array, entry: Entry): Uint8Array {
  return bytes.subarray(entry.start, entry.end);
}

/** Returns the concatenated contents of a message's entries, which is their merge. */
export function contentsOf(bytes: Uint8Array, entries: readonly Entry[]): Uint8Array {
  const reader = new WireReader(bytes);
  const parts = entries.map((entry) => reader.contents(entry));
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
}

/** Returns the contents of field `number`, where the message has it. */
export function lastContents(bytes: Uint8Array, number: number): Uint8Array | null {
  const entry = readEntries(bytes).findLast((candidate) => candidate.number === number);
  return entry?.wireType === wire.lengthDelimited ? new WireReader(bytes).contents(entry) : null;
}

/** Returns the entries of a map by key. Of two with one key the last counts. */
export function entriesByKey(bytes: Uint8Array, entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(
    entries.map((entry) => [textOfKey(lastContents(contentsOf(bytes, [entry]), 1) ?? new Uint8Array()), entry]),
  );
}

function textOfKey(key: Uint8Array): string {
  const text = bufferOf(key).toString('latin1');
  if (key.every((byte) => byte < 0x80)) return text;
  // Through JSON, so that a key of invalid UTF-8 reads here as it was shown.
  return String(JSON.parse(printString(key, ({ json }) => json.toString())));
}
