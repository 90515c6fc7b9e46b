import { bytesOf } from '../bytes/bytes.ts';
import { plainTextOf, spaceAtEnd } from '../bytes/text-form.ts';
import { decodeObject } from '../kubernetes-storage/codec/decode.ts';
import { encodeObject } from '../kubernetes-storage/codec/encode.ts';
import { type JsonNode, readJson, withoutWhiteSpace } from '../kubernetes-storage/codec/json-tree.ts';
import { malformed } from '../kubernetes-storage/codec/malformed.ts';
import { canDecode, type KubernetesSchema } from '../kubernetes-storage/codec/schema.ts';
import { storedAs } from '../kubernetes-storage/heads/stored-as.ts';
import { requireJson } from './json-layout.ts';

/** A Kubernetes object as compact JSON, whichever form it is stored in. */
export interface ObjectJson {
  readonly json: string;
  /** The number of bytes in fields that the schema does not have. */
  readonly unknownFields: number;
  readonly isProtobuf: boolean;
}

/** Fails with `ValueMalformed`, `KindUnknown`. */
export function readObjectJson(schema: KubernetesSchema, value: Uint8Array): ObjectJson {
  if (storedAs(value) === 'protobuf') {
    const { json, unknownFields } = decodeObject(schema, value);
    return { json, unknownFields, isProtobuf: true };
  }
  const text = plainTextOf(value);
  if (text === null || !isObjectText(text)) throw malformed('No object of Kubernetes', 0);
  return { json: withoutWhiteSpace(text), unknownFields: 0, isProtobuf: false };
}

/** Returns whether a text is JSON that names its apiVersion and kind. */
export function isObjectText(text: string): boolean {
  if (!/^\s*\{/.test(text) || !text.includes('"kind"')) return false;
  try {
    const { apiVersion, kind }: { apiVersion?: unknown; kind?: unknown } = JSON.parse(text);
    return typeof apiVersion === 'string' && typeof kind === 'string' && apiVersion !== '' && kind !== '';
  } catch {
    return false;
  }
}

/**
 * Writes the bytes of an object's JSON. With `base`, keeps the base's stored form and the fields that the JSON does not
 * show; without one, writes what an API server would store: protobuf where the kind has it. Fails with
 * `ValueNotEncodable`, `KindUnknown`, and with `ValueMalformed` for the base.
 */
export function writeObjectJson(schema: KubernetesSchema, json: string, base: Uint8Array | null): Uint8Array {
  if (base !== null) return storedAs(base) === 'protobuf' ? encodeObject(schema, json, base) : likeJson(json, base);
  const root = readRoot(json);
  const [apiVersion, kind] = [textIn(root, 'apiVersion'), textIn(root, 'kind')];
  // The table holds every kind of Kubernetes' own groups. Text that is not JSON is refused with its place.
  const isProtobuf = root === null || schema.packages.has(apiVersion) || canDecode(schema, apiVersion, kind);
  if (isProtobuf) return encodeObject(schema, json, null);
  // The API server ends an object with a line break.
  return bytesOf(withoutWhiteSpace(json) + (apiVersion !== '' && kind !== '' ? '\n' : ''));
}

/**
 * Returns JSON for a base stored as JSON: with the base's line break at its end, and with its exact bytes where both
 * say the same.
 */
function likeJson(json: string, base: Uint8Array): Uint8Array {
  requireJson(json);
  const text = plainTextOf(base) ?? '';
  const compact = withoutWhiteSpace(json);
  return withoutWhiteSpace(text) === compact ? base : bytesOf(compact + spaceAtEnd(text));
}

function readRoot(json: string): JsonNode | null {
  try {
    return readJson(json);
  } catch {
    return null;
  }
}

function textIn(node: JsonNode | null, name: string): string {
  const member = node?.kind === 'object' ? node.members.get(name) : undefined;
  return member?.kind === 'string' ? member.value : '';
}
