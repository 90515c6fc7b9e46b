import { type Base, baseFields, type Members, rawEntry } from './base-message.ts';
import { type ChangedContainer, changedContainer } from './changed-container.ts';
import { decodeObject } from './decode.ts';
import { writeInPlace } from './encode-in-place.ts';
import { type Encoding, writeMembers } from './encode-message.ts';
import { textOf, unexpected } from './encode-scalar.ts';
import { memberOf, notEncodable } from './field-path.ts';
import { type JsonEdit, readEdit } from './json-edit.ts';
import { isSameJson, type JsonNode, type JsonObject, readJson } from './json-tree.ts';
import { kindUnknown } from './malformed.ts';
import { type KubernetesSchema, type MessageSchema, messageOf } from './schema.ts';
import { envelopeEntries, envelopeField, magic, readTypeMeta, type TypeMeta, typeMetaField } from './type-meta.ts';
import { WireWriter } from './wire-writer.ts';

/**
 * Returns the bytes of an object's JSON, as Kubernetes would store it. `base` is the value that the text was made from,
 * or `null` for a new object: everything the text does not show of it (unknown fields, the bytes of unedited parts) is
 * kept, and a text equal to that of `base` gives `base` itself. A base of another apiVersion or kind, or not in
 * protobuf, is ignored. Fails with `ValueNotEncodable` (`path` and `pointer` in its detail), with `KindUnknown`, and
 * with `ValueMalformed` for the base.
 */
export function encodeObject(schema: KubernetesSchema, json: string, base: Uint8Array | null): Uint8Array {
  const shown = base && shownOf(schema, base);
  if (base !== null && shown !== null) {
    if (shown.json === json) return base;
    const changed = changedContainer(shown.json, json);
    const written = changed && encodeInPlace(shown, json, changed, base);
    if (written !== null) return written;
    const edit = readEdit(shown.json, json);
    if (edit !== null) return encodeEdit(shown, json, edit, base);
  }
  const root = readObject(json);
  const apiVersion = nameIn(root, 'apiVersion');
  const kind = nameIn(root, 'kind');
  const message = messageOf(schema, apiVersion, kind);
  if (message === undefined) throw kindUnknown(apiVersion, kind);

  const meta = base && readTypeMeta(base);
  if (base === null || meta?.apiVersion !== apiVersion || meta.kind !== kind)
    return inEnvelope(apiVersion, kind, null, (writer) => writeRoot({ writer, json }, message, root, null));
  const edit = { before: readJson(shown?.json ?? decodeObject(schema, base).json), after: root };
  return encodeEdit({ meta, message }, json, edit, base);
}

/** A stored object, and what it is shown as. */
interface Shown {
  readonly meta: TypeMeta;
  readonly message: MessageSchema;
  readonly json: string;
}

/** Returns what a base is shown as; `null` where it is none that can be edited. */
function shownOf(schema: KubernetesSchema, base: Uint8Array): Shown | null {
  try {
    const meta = readTypeMeta(base);
    const message = meta === null ? undefined : messageOf(schema, meta.apiVersion, meta.kind);
    return meta === null || message === undefined ? null : { meta, message, json: decodeObject(schema, base).json };
  } catch {
    // What is wrong with the text is said first.
    return null;
  }
}

/** Writes an edit of one container; `null` where the message has to be written field by field. */
function encodeInPlace(
  { meta, message }: Pick<Shown, 'meta' | 'message'>,
  json: string,
  edit: ChangedContainer,
  base: Uint8Array,
): Uint8Array | null {
  if (isSameJson(edit.before, edit.after)) return base;
  let isWritten = false;
  const value = inEnvelope(meta.apiVersion, meta.kind, base, (writer) => {
    isWritten = writeInPlace({ encoding: { writer, json }, edit, message, bytes: meta.raw, depth: 0, path: null });
  });
  return isWritten ? value : null;
}

function encodeEdit(
  { meta, message }: Pick<Shown, 'meta' | 'message'>,
  json: string,
  { before, after }: JsonEdit,
  base: Uint8Array,
): Uint8Array {
  if (isSameJson(before, after)) return base;
  return inEnvelope(meta.apiVersion, meta.kind, base, (writer) =>
    writeRoot({ writer, json }, message, after, { bytes: meta.raw, node: before }),
  );
}

function readObject(json: string): JsonObject {
  let root: JsonNode;
  try {
    root = readJson(json);
  } catch (cause) {
    throw notEncodable(`This is no JSON: ${cause instanceof Error ? cause.message : cause}`, null);
  }
  if (root.kind !== 'object') throw unexpected('an object', root, null);
  if (root.repeated !== null) throw notEncodable('is there twice', memberOf(null, root.repeated));
  return root;
}

function nameIn(root: JsonObject, name: 'apiVersion' | 'kind'): string {
  const node = root.members.get(name);
  if (node === undefined) throw notEncodable('is missing', memberOf(null, name));
  return textOf(node, memberOf(null, name));
}

function writeRoot(encoding: Encoding, message: MessageSchema, root: JsonNode, base: Base | null): void {
  const old = base && baseFields(message, base.bytes, withoutNames(base.node));
  writeMembers(encoding, message, withoutNames(root), old, null);
}

/** Kind and apiVersion are in the envelope, not in the object. */
function withoutNames(root: JsonNode): Members {
  const members = new Map(root.kind === 'object' ? root.members : []);
  members.delete('kind');
  members.delete('apiVersion');
  return members;
}

/** Returns the object in a new envelope, or in that of `base`. */
function inEnvelope(
  apiVersion: string,
  kind: string,
  base: Uint8Array | null,
  writeRaw: (writer: WireWriter) => void,
): Uint8Array {
  const writer = new WireWriter();
  writer.copy(magic);
  const old = base === null ? [] : envelopeEntries(base);
  const isNames = (number: number) => number === envelopeField.typeMeta;
  if (base === null) {
    const names = writer.open(envelopeField.typeMeta);
    writer.field(typeMetaField.apiVersion, apiVersion);
    writer.field(typeMetaField.kind, kind);
    writer.close(names);
  } else for (const entry of old) if (isNames(entry.number)) writer.copy(rawEntry(base, entry));
  const raw = writer.open(envelopeField.raw);
  writeRaw(writer);
  writer.close(raw);
  if (base === null) {
    writer.field(envelopeField.contentEncoding, '');
    writer.field(envelopeField.contentType, '');
  } else for (const entry of old) if (entry.number > envelopeField.raw) writer.copy(rawEntry(base, entry));
  return writer.finish();
}
