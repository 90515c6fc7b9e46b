import {
  Alias,
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
} from 'yaml';
import { deepPlaceIn } from '../../yaml/yaml-depth.ts';
import { type Place, placeOf, unreadable } from '../unreadable.ts';
import { readPlainScalar } from './plain-scalar.ts';

/** The bound on expanded aliases: enough for any object, too little for a bomb. */
const mostNodes = 1_000_000;
const mostCharacters = 32 * 2 ** 20;
const deepest = 1_000;

/**
 * Returns the compact JSON that Kubernetes' YAML library reads from a text: plain scalars by go-yaml 2, integers exact.
 * Fails with `ValueNotEncodable`, `line` and `column` in its detail.
 */
export function yamlToJson(text: string): string {
  const { document, placeAt } = parse(text);
  const anchors = new Map<string, Node>();
  let nodes = 0;
  let characters = 0;
  return write(document.contents, 0);

  function write(node: unknown, level: number): string {
    nodes += 1;
    if (nodes > mostNodes || characters > mostCharacters || level > deepest)
      throw fail('There is too much in it', node);
    if (node instanceof Alias) return write(target(node), level + 1);
    if (isNode(node) && 'anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    if (isScalar(node)) return scalarJson(node);
    if (isSeq(node)) return `[${node.items.map((item) => write(item, level + 1)).join(',')}]`;
    if (isMap(node)) return `{${node.items.map((pair) => member(pair, level)).join(',')}}`;
    return 'null';
  }

  function member(pair: Pair<unknown, unknown>, level: number): string {
    const key = pair.key instanceof Alias ? target(pair.key) : pair.key;
    if (!isScalar(key)) throw fail('A key that is no text', pair.key);
    if (key.value === '<<' && pair.value instanceof Alias) throw fail('Merge keys are not supported', key);
    return `${JSON.stringify(keyText(key))}:${write(pair.value, level + 1)}`;
  }

  function target(alias: Alias): Node {
    // `Alias.resolve` would search all of the document's nodes.
    const found = anchors.get(alias.source);
    if (found === undefined) throw fail(`There is no anchor ${alias.source}`, alias);
    return found;
  }

  function scalarJson(scalar: Scalar): string {
    const source = sourceOf(scalar);
    characters += source.length;
    if (scalar.type !== undefined && scalar.type !== Scalar.PLAIN) return JSON.stringify(source);
    const value = readPlainScalar(source);
    switch (value.kind) {
      case 'string':
        return JSON.stringify(source);
      case 'null':
        return 'null';
      case 'boolean':
        return String(value.value);
      case 'integer':
        return String(value.value);
      case 'float':
        if (!Number.isFinite(value.value)) throw fail(`${source} has no JSON`, scalar);
        return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(source) ? source : JSON.stringify(value.value);
    }
  }

  function fail(what: string, node: unknown) {
    return unreadable(what, placeAt(startOf(node)));
  }
}

/** Returns where the part named by a JSON pointer begins in a YAML text, or the nearest part around it. */
export function placeInYaml(text: string, pointer: string): Place {
  const { document, placeAt } = parse(text);
  const steps = pointer.split('/').slice(1);
  let start = startOf(document.contents);
  let node: unknown = document.contents;
  for (const step of steps.map((one) => one.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    if (node instanceof Alias) node = node.resolve(document);
    if (isSeq(node)) node = node.items[Number(step)];
    else if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && keyText(key) === step);
      if (pair === undefined) break;
      start = startOf(pair.key);
      node = pair.value;
      continue;
    } else break;
    if (node === undefined) break;
    start = startOf(node);
  }
  return placeAt(start);
}

function parse(text: string) {
  const deep = deepPlaceIn(text);
  if (deep !== null) throw unreadable('It is nested too deep', placeOf(text, deep));
  const lines = new LineCounter();
  // Go's rules for plain scalars apply to their source text, so the parser must not convert them.
  const document: Document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    keepSourceTokens: false,
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [error] = document.errors;
  if (error !== undefined) throw unreadable(error.message, placeAt(error.pos[0]));
  return { document, placeAt };
}

function startOf(node: unknown): number {
  return isScalar(node) || isMap(node) || isSeq(node) || node instanceof Alias ? (node.range?.[0] ?? 0) : 0;
}

/** Without a schema, a scalar's value is its text; an omitted scalar has none. */
function sourceOf(scalar: Scalar): string {
  return typeof scalar.value === 'string' ? scalar.value : '';
}

/** Returns a key as text, as sigs.k8s.io/yaml writes keys of every kind. */
function keyText(key: Scalar): string {
  const source = sourceOf(key);
  if (key.type !== Scalar.PLAIN) return source;
  const value = readPlainScalar(source);
  return value.kind === 'integer' || value.kind === 'boolean' ? String(value.value) : source;
}
