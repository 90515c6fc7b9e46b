import { envelopeField, magic, typeMetaField } from '../../kubernetes-storage/codec/type-meta.ts';
import { WireWriter } from '../../kubernetes-storage/codec/wire-writer.ts';
import { revisionField } from '../objects/revised-bytes.ts';
import type { BuiltInObject } from '../objects/served-object.ts';

/** Returns an object as Kubernetes sends it in protobuf: its bytes as they are stored, and its resourceVersion. */
export function protobufObject({ apiVersion, kind, raw, modRevision }: BuiltInObject): Uint8Array {
  return inEnvelope(apiVersion, kind, [raw, revisionField(modRevision)]);
}

/** Returns the parts of a message, with its type, in the envelope of every object in protobuf. */
export function inEnvelope(apiVersion: string, kind: string, parts: readonly Uint8Array[]): Uint8Array {
  const writer = new WireWriter();
  writer.copy(envelopeHead(apiVersion, kind, lengthOf(parts)));
  for (const part of parts) writer.copy(part);
  writer.copy(envelopeEnd);
  return writer.finish();
}

/** Returns what stands before a message of so many bytes. */
export function envelopeHead(apiVersion: string, kind: string, length: number): Uint8Array {
  const writer = new WireWriter();
  writer.copy(magic);
  const names = writer.open(envelopeField.typeMeta);
  writer.field(typeMetaField.apiVersion, apiVersion);
  writer.field(typeMetaField.kind, kind);
  writer.close(names);
  writer.tag(envelopeField.raw, 2);
  writer.varint(length);
  return writer.finish();
}

/** What stands behind a message: an empty content encoding and content type. */
export const envelopeEnd: Uint8Array = endOfEnvelope();

function endOfEnvelope(): Uint8Array {
  const writer = new WireWriter();
  writer.field(envelopeField.contentEncoding, '');
  writer.field(envelopeField.contentType, '');
  return writer.finish();
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((length, part) => length + part.length, 0);
}
