import { fromBase64 } from '../../bytes/base64.ts';
import { unexpected } from '../../kubernetes-storage/codec/encode-scalar.ts';
import { type FieldPath, notEncodable } from '../../kubernetes-storage/codec/field-path.ts';
import type { JsonNode } from '../../kubernetes-storage/codec/json-tree.ts';
import type { WireWriter } from '../../kubernetes-storage/codec/wire-writer.ts';
import type { ProtoEnum, ProtoScalar } from './proto-schema.ts';

const replacement = '\ufffd';
const surrogate = /\p{Cs}/u;

/** Writes a value of protobuf's own types, without a tag. Fails with `ValueNotEncodable`. */
export function writeScalar(
  writer: WireWriter,
  type: ProtoScalar,
  node: JsonNode,
  path: FieldPath | null,
  isBroken: boolean,
): void {
  switch (type) {
    case 'int32':
    case 'int64':
    case 'uint32':
    case 'uint64':
      writer.int64(integerOf(type, node, path));
      return;
    case 'sint32':
    case 'sint64': {
      const value = integerOf(type, node, path);
      writer.int64((value << 1n) ^ (value >> 63n));
      return;
    }
    case 'fixed32':
    case 'sfixed32':
      writer.fixed(4, (view) => view.setUint32(0, Number(BigInt.asUintN(32, integerOf(type, node, path))), true));
      return;
    case 'fixed64':
    case 'sfixed64':
      writer.fixed(8, (view) => view.setBigUint64(0, BigInt.asUintN(64, integerOf(type, node, path)), true));
      return;
    case 'float':
      writer.fixed(4, (view) => view.setFloat32(0, numberOf(node, path, Math.fround), true));
      return;
    case 'double':
      writer.double(numberOf(node, path, (value) => value));
      return;
    case 'bool':
      if (node.kind !== 'boolean') throw unexpected('true or false', node, path);
      writer.varint(node.text === 'true' ? 1 : 0);
      return;
    case 'string':
      writer.contents(Buffer.from(textIn(node, path, isBroken)));
      return;
    case 'bytes': {
      const bytes = node.kind === 'string' ? fromBase64(node.value) : null;
      if (bytes === null) throw unexpected('base64', node, path);
      writer.contents(bytes);
      return;
    }
  }
}

/** Writes a value of an enum, by its name or its number. Fails with `ValueNotEncodable`. */
export function writeEnum(writer: WireWriter, found: ProtoEnum, node: JsonNode, path: FieldPath | null): void {
  const number = node.kind === 'string' ? found.numbers.get(node.value) : undefined;
  if (node.kind === 'string' && number === undefined) throw unexpected(`a value of ${found.name}`, node, path);
  writer.int64(number === undefined ? integerOf('int32', node, path) : BigInt(number));
}

type Integer = Exclude<ProtoScalar, 'float' | 'double' | 'bool' | 'string' | 'bytes'>;

/** Returns a whole number, which may be written as a number or as a text of digits. */
function integerOf(type: Integer, node: JsonNode, path: FieldPath | null): bigint {
  const bits = type.endsWith('64') ? 64 : 32;
  const isUnsigned = type.startsWith('uint') || type.startsWith('fixed');
  const expected = `a whole number of ${bits} bits${isUnsigned ? ', not below 0' : ''}`;
  const digits = node.kind === 'number' ? node.text : node.kind === 'string' ? node.value : '';
  // The length first: parsing a long run of digits takes quadratic time.
  if (digits.length > 20 || !/^-?\d+$/.test(digits)) throw unexpected(expected, node, path);
  const value = BigInt(digits);
  const kept = isUnsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
  if (kept !== value) throw unexpected(expected, node, path);
  return value;
}

const unnumbered: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function numberOf(node: JsonNode, path: FieldPath | null, round: (value: number) => number): number {
  const special = node.kind === 'string' ? unnumbered.get(node.value) : undefined;
  if (special !== undefined) return special;
  const value = round(node.kind === 'number' ? Number(node.text) : Number.NaN);
  if (!Number.isFinite(value)) throw unexpected('a number', node, path);
  return value;
}

/** `isBroken`: the stored value has texts that are not UTF-8, and whose bytes no text can say. */
function textIn(node: JsonNode, path: FieldPath | null, isBroken: boolean): string {
  if (node.kind !== 'string') throw unexpected('text', node, path);
  if (surrogate.test(node.value)) throw notEncodable('has half of a character', path);
  if (isBroken && node.value.includes(replacement))
    throw notEncodable('has a character that stands for bytes which are no text; only its bytes can be edited', path);
  return node.value;
}
