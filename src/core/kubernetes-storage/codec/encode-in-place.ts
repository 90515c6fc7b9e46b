import { noEntries } from './base-message.ts';
import type { ChangedContainer } from './changed-container.ts';
import { type Encoding, writeField, writeMessage } from './encode-message.ts';
import { elementOf, type FieldPath, memberOf } from './field-path.ts';
import { pairElements, tellingMembers } from './pair-elements.ts';
import type { FieldSchema, MessageSchema } from './schema.ts';
import { type Entry, WireReader } from './wire-reader.ts';

const noFields: ReadonlyMap<number, readonly Entry[]> = new Map();

/** A message on the way to the change, and how far the way is gone. */
interface Stage {
  readonly encoding: Encoding;
  readonly edit: ChangedContainer;
  readonly message: MessageSchema;
  readonly bytes: Uint8Array;
  /** The number of steps to this message, and its path. */
  readonly depth: number;
  readonly path: FieldPath | null;
}

/**
 * Writes a stored message with one changed container: all else is copied as it lies there, unread. Writes what
 * `writeMessage` would write. Returns `false` where it cannot tell that, with part of it written: where fields lie out
 * of order, which the other way would sort, or the way leads through what is not a plain field.
 */
export function writeInPlace(stage: Stage): boolean {
  const { encoding, edit, message, bytes, depth, path } = stage;
  if (depth === edit.steps.length) {
    writeMessage(encoding, message, edit.after, { bytes, node: edit.before }, path);
    return true;
  }
  const name = edit.steps[depth];
  const field = typeof name === 'string' ? message.byName.get(name) : undefined;
  if (field === undefined || field.isInline || message.special !== null) return false;
  const entries = entriesInOrder(bytes, field.number);
  const [first] = entries ?? [];
  const last = entries?.at(-1);
  if (entries === null || first === undefined || last === undefined) return false;
  encoding.writer.copy(bytes.subarray(0, first.start));
  const next = { ...stage, depth: depth + 1, path: memberOf(path, field.name) };
  if (!writeChanged(next, field, entries)) return false;
  encoding.writer.copy(bytes.subarray(last.end));
  return true;
}

/** Returns the entries of one field, or `null` where a message's fields are not in the order of their numbers. */
function entriesInOrder(bytes: Uint8Array, number: number): readonly Entry[] | null {
  const reader = new WireReader(bytes);
  let entries: Entry[] | undefined;
  let previous = 0;
  while (reader.position < bytes.length) {
    const start = reader.position;
    const tag = reader.tag(bytes.length);
    const found = tag >>> 3;
    if (found < previous) return null;
    previous = found;
    const at = reader.position;
    reader.skip(tag, bytes.length);
    if (found !== number) continue;
    entries ??= [];
    entries.push({ number, wireType: tag & 7, start, at, end: reader.position });
  }
  return entries ?? noEntries;
}

/** Writes the entries of the field that the change is in. */
function writeChanged(
  stage: Stage & { readonly path: FieldPath },
  field: FieldSchema,
  entries: readonly Entry[],
): boolean {
  const { encoding, edit, depth, bytes, path } = stage;
  const { type, shape } = field;
  const isLast = depth === edit.steps.length;
  if (typeof type !== 'string' && type.special === null) {
    const [entry] = entries;
    if (shape === 'single')
      return entries.length === 1 && entry !== undefined && writeWithin(stage, type, field.number, entry);
    if (shape === 'list' && !isLast) return writeElement(stage, type, field, entries);
  }
  // As a whole are written: maps, a list that became longer or shorter, and what prints itself in its own way.
  if (!isLast) return false;
  const members = new Map([[field.name, edit.before]]);
  const base = { bytes, members, known: noFields, unknown: noEntries };
  writeField(encoding, field, edit.after, { base, old: entries, path });
  return true;
}

/** Writes a list of messages of which one changed. */
function writeElement(stage: Stage, type: MessageSchema, field: FieldSchema, entries: readonly Entry[]): boolean {
  const { encoding, edit, bytes, depth, path } = stage;
  const place = edit.steps[depth];
  const entry = typeof place === 'number' ? entries[place] : undefined;
  const [first] = entries;
  const last = entries.at(-1);
  if (typeof place !== 'number' || entry === undefined || first === undefined || last === undefined) return false;
  if (!keepsItsPlace(edit, depth + 1)) return false;
  encoding.writer.copy(bytes.subarray(first.start, entry.start));
  const next = { ...stage, depth: depth + 1, path: elementOf(path, place) };
  if (!writeWithin(next, type, field.number, entry)) return false;
  encoding.writer.copy(bytes.subarray(entry.end, last.end));
  return true;
}

/** Whether a list's changed element is still taken for the one that it was: all others are the same. */
function keepsItsPlace(edit: ChangedContainer, depth: number): boolean {
  if (depth === edit.steps.length) return pairElements([edit.after], [edit.before])[0] === 0;
  const name = edit.steps[depth];
  return typeof name === 'string' && !tellingMembers.includes(name);
}

function writeWithin(stage: Stage, message: MessageSchema, number: number, entry: Entry): boolean {
  const { writer } = stage.encoding;
  const bytes = new WireReader(stage.bytes).contents(entry);
  const start = writer.open(number);
  const isWritten = writeInPlace({ ...stage, message, bytes });
  writer.close(start);
  return isWritten;
}
