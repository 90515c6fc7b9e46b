import { fromBase64 } from '../../bytes/base64.ts';
import { parseDuration } from './duration.ts';
import { integerOf, textOf, unexpected, writeScalarField } from './encode-scalar.ts';
import { elementOf, type FieldPath } from './field-path.ts';
import { type JsonNode, withoutWhiteSpace } from './json-tree.ts';
import { canonicalQuantity } from './quantity.ts';
import type { SpecialForm } from './schema.ts';
import { parseTime, zeroTime } from './time.ts';
import { wire } from './wire.ts';
import type { WireWriter } from './wire-writer.ts';

/** The special forms without nested messages. */
export type PlainForm = Exclude<SpecialForm, 'orbool' | 'orarray' | 'orstrings'>;

/**
 * The members that the kernel prints instead of bytes that are not JSON, so that an object is readable around them, and
 * stored unchanged.
 */
const opaque = { cbor: '$cbor', raw: '$raw' } as const;

/** Writes the contents of a special message. `json` is the text that contains `node`. */
export function writeSpecial(
  writer: WireWriter,
  form: PlainForm,
  json: string,
  node: JsonNode,
  path: FieldPath | null,
): void {
  switch (form) {
    case 'time':
    case 'microtime':
      writeTime(writer, form, node, path);
      break;
    case 'duration': {
      const nanoseconds = parseDuration(textOf(node, path));
      if (nanoseconds === null) throw unexpected('a duration such as 1h30m', node, path);
      writeNumber(writer, 1, nanoseconds);
      break;
    }
    case 'rawjson':
      if (node.kind !== 'null')
        writer.field(1, opaqueBytes(node) ?? withoutWhiteSpace(json.slice(node.start, node.end)));
      break;
    case 'items':
      if (node.kind !== 'array') throw unexpected('a list', node, path);
      for (const [at, element] of node.elements.entries())
        writeScalarField(writer, 1, 'string', element, elementOf(path, at));
      break;
    case 'quantity':
      writer.field(1, quantityOf(node, path));
      break;
    case 'intstr':
      writeIntOrString(writer, node, path);
      break;
  }
}

/** Writes what Go writes for a special message absent from the JSON. */
export function writeZeroSpecial(writer: WireWriter, form: PlainForm): void {
  if (form === 'quantity') writer.field(1, '0');
  else if (form === 'duration') writeNumber(writer, 1, 0n);
  else if (form === 'intstr') {
    writeNumber(writer, 1, 0n);
    writeNumber(writer, 2, 0n);
    writer.field(3, '');
  }
}

function writeNumber(writer: WireWriter, number: number, value: bigint): void {
  writer.tag(number, wire.varint);
  writer.int64(value);
}

/** Kubernetes stores seconds, or microseconds, and nothing finer. */
function writeTime(writer: WireWriter, form: 'time' | 'microtime', node: JsonNode, path: FieldPath | null): void {
  if (node.kind === 'null') return;
  const moment = node.kind === 'string' ? parseTime(node.value) : null;
  if (moment === null) throw unexpected('a time such as 2006-01-02T15:04:05Z', node, path);
  const nanoseconds = form === 'time' ? 0 : moment.nanoseconds - (moment.nanoseconds % 1000);
  if (moment.seconds === zeroTime && nanoseconds === 0) return;
  writeNumber(writer, 1, BigInt(moment.seconds));
  writeNumber(writer, 2, BigInt(nanoseconds));
}

function quantityOf(node: JsonNode, path: FieldPath | null): string {
  const text = node.kind === 'string' ? node.value.trim() : node.kind === 'number' ? node.text : '';
  const quantity = canonicalQuantity(text);
  if (quantity === null) throw unexpected('a quantity such as 500m or 1Gi', node, path);
  return quantity;
}

function writeIntOrString(writer: WireWriter, node: JsonNode, path: FieldPath | null): void {
  if (node.kind !== 'string' && node.kind !== 'number') throw unexpected('a number or text', node, path);
  writeNumber(writer, 1, node.kind === 'string' ? 1n : 0n);
  writeNumber(writer, 2, node.kind === 'string' ? 0n : integerOf('int32', node, path));
  writer.field(3, node.kind === 'string' ? node.value : '');
}

/** Returns the bytes that an opaque object stands for. */
function opaqueBytes(node: JsonNode): Uint8Array | null {
  if (node.kind !== 'object' || node.members.size !== 1 || node.repeated !== null) return null;
  const shown = node.members.get(opaque.cbor) ?? node.members.get(opaque.raw);
  if (shown?.kind !== 'string') return null;
  return fromBase64(shown.value);
}
