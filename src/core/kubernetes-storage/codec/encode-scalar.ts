import { fromBase64 } from '../../bytes/base64.ts';
import { type FieldPath, notEncodable } from './field-path.ts';
import type { JsonNode } from './json-tree.ts';
import { type Scalar, wireTypeOf } from './schema.ts';
import type { WireWriter } from './wire-writer.ts';

/** Returns the failure of a value that should have been `expected`. */
export function unexpected(expected: string, node: JsonNode, path: FieldPath | null): Error {
  return notEncodable(`${expected} is expected, not ${describe(node)}`, path);
}

function describe(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'string':
      return JSON.stringify(node.value.length > 60 ? `${node.value.slice(0, 60)}…` : node.value);
    default:
      return node.text.length > 60 ? `${node.text.slice(0, 60)}…` : node.text;
  }
}

/** Writes a scalar as field `number`. */
export function writeScalarField(
  writer: WireWriter,
  number: number,
  type: Scalar,
  node: JsonNode,
  path: FieldPath | null,
): void {
  if (type === 'string') writer.field(number, textOf(node, path));
  else if (type === 'bytes') writer.field(number, bytesOf(node, path));
  else {
    writer.tag(number, wireTypeOf(type));
    if (type === 'bool') writer.varint(boolOf(node, path) ? 1 : 0);
    else if (type === 'double') writer.double(doubleOf(node, path));
    else writer.int64(integerOf(type, node, path));
  }
}

/** Writes the zero that Go writes for a field absent from the JSON. */
export function writeZeroField(writer: WireWriter, number: number, type: Scalar): void {
  if (type === 'string' || type === 'bytes') writer.field(number, '');
  else {
    writer.tag(number, wireTypeOf(type));
    if (type === 'double') writer.double(0);
    else writer.varint(0);
  }
}

/** Returns the text of a JSON string. Fails with `ValueNotEncodable`. */
export function textOf(node: JsonNode, path: FieldPath | null): string {
  if (node.kind !== 'string') throw unexpected('text', node, path);
  return node.value;
}

/** Returns the integer of a JSON number, within its range. Fails with `ValueNotEncodable`. */
export function integerOf(type: 'int32' | 'int64', node: JsonNode, path: FieldPath | null): bigint {
  const bits = type === 'int32' ? 32 : 64;
  const expected = `a whole number of ${bits} bits`;
  // The length first: parsing a long run of digits takes quadratic time.
  if (node.kind !== 'number' || node.text.length > 20 || !/^-?\d+$/.test(node.text))
    throw unexpected(expected, node, path);
  const value = BigInt(node.text);
  if (BigInt.asIntN(bits, value) !== value) throw unexpected(expected, node, path);
  return value;
}

function boolOf(node: JsonNode, path: FieldPath | null): boolean {
  if (node.kind !== 'boolean') throw unexpected('true or false', node, path);
  return node.text === 'true';
}

function doubleOf(node: JsonNode, path: FieldPath | null): number {
  const value = node.kind === 'number' ? Number(node.text) : Number.NaN;
  if (!Number.isFinite(value)) throw unexpected('a number', node, path);
  return value;
}

/** Returns the bytes of base64 as Go reads it: with padding, and with any line breaks. */
function bytesOf(node: JsonNode, path: FieldPath | null): Uint8Array {
  const text = textOf(node, path).replace(/[\r\n]/g, '');
  const bytes = fromBase64(text);
  if (bytes === null) throw unexpected('base64', node, path);
  return bytes;
}
