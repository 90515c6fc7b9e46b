import type { JsonArray, JsonNode, JsonObject } from '../../kubernetes-storage/codec/json-tree.ts';
import { mostLaidOut, tooCostly } from '../value-bounds.ts';
import { compareKeys } from './key-order.ts';
import { isSimpleKey, YamlWriter } from './yaml-writer.ts';

const indentWidth = 2;
/** More than any object has, and few enough for the stack. */
const deepest = 1_000;

/**
 * Returns JSON as `kubectl get -o yaml` prints it: sigs.k8s.io/yaml over go-yaml 2, text for text. One difference: an
 * integer beyond 64 bits keeps its digits, which Go rounds. Fails with `ValueTooCostly` where the JSON is nested deeper
 * than 1,000 levels or the YAML becomes too long.
 */
export function printYaml(root: JsonNode): string {
  const writer = new YamlWriter(mostLaidOut(root.end - root.start));
  printNode(writer, root, { depth: -indentWidth, isInMapping: false, level: 0 });
  return writer.finish();
}

interface Place {
  /** The indent of the enclosing block. */
  readonly depth: number;
  readonly isInMapping: boolean;
  readonly level: number;
}

function printNode(writer: YamlWriter, node: JsonNode, place: Place): void {
  if (place.level > deepest) throw tooCostly('depth', `It is nested deeper than ${deepest} levels`);
  switch (node.kind) {
    case 'object':
      if (node.members.size === 0) writer.bare('{}');
      else printMembers(writer, node, place);
      break;
    case 'array':
      if (node.elements.length === 0) writer.bare('[]');
      else printElements(writer, node, place);
      break;
    case 'string':
      writer.string(node.value, place.depth + indentWidth, false);
      break;
    case 'number':
      writer.bare(formatNumber(node.text));
      break;
    default:
      writer.bare(node.text);
  }
}

function printElements(writer: YamlWriter, { elements }: JsonArray, place: Place): void {
  // Lists stand at the indent of their key.
  const isFlush = place.isInMapping && !writer.isIndention;
  const depth = place.depth + (isFlush ? 0 : indentWidth);
  for (const element of elements) {
    writer.indent(depth);
    writer.indicator('-');
    printNode(writer, element, { depth, isInMapping: false, level: place.level + 1 });
  }
}

function printMembers(writer: YamlWriter, { members }: JsonObject, place: Place): void {
  const depth = place.depth + indentWidth;
  const sorted = [...members].sort(([one], [other]) => compareKeys(one, other));
  for (const [name, value] of sorted) {
    writer.indent(depth);
    if (isSimpleKey(name)) {
      writer.string(name, depth + indentWidth, true);
      writer.colon();
    } else {
      writer.indicator('?');
      writer.string(name, depth + indentWidth, false);
      writer.indent(depth);
      writer.indicator(':');
    }
    printNode(writer, value, { depth, isInMapping: true, level: place.level + 1 });
  }
}

function formatNumber(text: string): string {
  if (text === '-0') return '0';
  return /^-?\d+$/.test(text) ? text : formatFloat(Number(text));
}

/**
 * Formats a number as Go's `strconv.FormatFloat(value, 'g', -1, 64)`: with an exponent from a million on, and below
 * 0.0001.
 */
function formatFloat(value: number): string {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return Object.is(value, -0) ? '-0' : String(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
