import {
  endOfContainer,
  endOfLeaf,
  endOfString,
  type JsonArray,
  type JsonNode,
  type JsonObject,
  readJson,
  readLeaf,
  readString,
} from './json-tree.ts';

/** Two texts, of which one was made from the other. */
export interface JsonEdit {
  readonly before: JsonNode;
  readonly after: JsonNode;
}

/** So many containers are gone through one by one; what lies deeper is read as a whole. */
const deepest = 32;

const openBrace = 0x7b;
const openBracket = 0x5b;
const comma = 0x2c;

/** A member or an element of a container. */
interface Child {
  /** Empty for an element. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A container in which one child changed, and that child is a container as well. */
interface Level {
  readonly isObject: boolean;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Child[];
  readonly changed: Child;
}

/**
 * Reads compact JSON and an edit of it. Values outside of the smallest container that changed are the same nodes in both,
 * and are read only when somebody looks into them. Returns `null` where this cannot be said without reading both texts:
 * where the outermost container changed itself, or the edit is no JSON.
 */
export function readEdit(before: string, after: string): JsonEdit | null {
  const shift = after.length - before.length;
  const same = lengthInCommon(before, after);
  const changedEnd = before.length - endInCommon(before, after, Math.min(before.length, after.length) - same);
  if (same === 0 || changedEnd === before.length) return null;
  const levels: Level[] = [];
  let start = 0;
  let end = before.length;
  while (levels.length < deepest) {
    const level = readLevel(before, start, end, same, changedEnd);
    if (level === null) break;
    levels.push(level);
    start = level.changed.start;
    end = level.changed.end;
  }
  if (levels.length === 0) return null;
  try {
    const innermost = { before: readJson(before, start, end), after: readJson(after, start, end + shift) };
    return levels.reduceRight((edit, level) => around(before, level, edit, shift), innermost);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** As many characters are compared at once. */
const stride = 256;

/** Returns how many characters two texts have in common at their beginnings. */
export function lengthInCommon(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let at = 0;
  while (at + stride <= shorter && one.slice(at, at + stride) === other.slice(at, at + stride)) at += stride;
  while (at < shorter && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

/** Returns how many of at most so many characters two texts have in common at their ends. */
export function endInCommon(one: string, other: string, most: number): number {
  const part = (text: string, at: number): string => text.slice(text.length - at - stride, text.length - at);
  let at = 0;
  while (at + stride <= most && part(one, at) === part(other, at)) at += stride;
  while (at < most && one.charCodeAt(one.length - 1 - at) === other.charCodeAt(other.length - 1 - at)) at++;
  return at;
}

/** Returns a container's children where the change lies in one that is a container, and `null` where it does not. */
function readLevel(text: string, start: number, end: number, same: number, changedEnd: number): Level | null {
  const isObject = text.charCodeAt(start) === openBrace;
  if (!isObject && text.charCodeAt(start) !== openBracket) return null;
  const children: Child[] = [];
  let changed: Child | undefined;
  for (let at = start + 1; at < end - 1; ) {
    const begin = at;
    let name = '';
    if (isObject) {
      const nameEnd = endOfString(text, at);
      name = readString(text, at, nameEnd);
      at = nameEnd + 1;
    }
    const valueStart = at;
    at = endOfValue(text, at);
    const child = { name, start: valueStart, end: at };
    children.push(child);
    if (text.charCodeAt(at) === comma) at++;
    // What ends a value belongs to it: of a number that grew, the rest is the change.
    if (child.end < same || begin >= changedEnd) continue;
    if (!isContainer(text, valueStart) || valueStart >= same || child.end - 1 < changedEnd) return null;
    changed = child;
  }
  return changed === undefined ? null : { isObject, start, end, children, changed };
}

function around(text: string, { isObject, start, end, children, changed }: Level, inner: JsonEdit, shift: number) {
  const nodes = children.map((child) => (child === changed ? null : sharedNode(text, child)));
  // Either of the two is compared with the other only, and they differ in what is within.
  const side = (which: keyof JsonEdit): JsonNode => {
    const place = { start, end: which === 'after' ? end + shift : end, hash: inner[which].hash };
    const values = nodes.map((node) => node ?? inner[which]);
    if (!isObject) return { kind: 'array', elements: values, ...place };
    const members = new Map<string, JsonNode>();
    let repeated: string | null = null;
    for (const [at, value] of values.entries()) {
      const name = children[at]?.name ?? '';
      if (members.has(name)) repeated = name;
      members.set(name, value);
    }
    return { kind: 'object', members, repeated, ...place };
  };
  return { before: side('before'), after: side('after') };
}

function sharedNode(text: string, { start, end }: Child): JsonNode {
  switch (text.charCodeAt(start)) {
    case openBrace:
      return new SharedObject(text, start, end);
    case openBracket:
      return new SharedArray(text, start, end);
    default:
      return readLeaf(text, start);
  }
}

/** A value that is read when it is looked into. */
abstract class Shared<Kind extends JsonNode> {
  readonly start: number;
  readonly end: number;
  readonly #text: string;
  #node: Kind | null = null;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.start = start;
    this.end = end;
  }

  get hash(): number {
    return this.node.hash;
  }

  protected get node(): Kind {
    // Its first character has told its kind.
    this.#node ??= readJson(this.#text, this.start, this.end) as Kind;
    return this.#node;
  }
}

class SharedObject extends Shared<JsonObject> implements JsonObject {
  readonly kind = 'object';

  get members(): ReadonlyMap<string, JsonNode> {
    return this.node.members;
  }

  get repeated(): string | null {
    return this.node.repeated;
  }
}

class SharedArray extends Shared<JsonArray> implements JsonArray {
  readonly kind = 'array';

  get elements(): readonly JsonNode[] {
    return this.node.elements;
  }
}

const isContainer = (text: string, at: number): boolean =>
  text.charCodeAt(at) === openBrace || text.charCodeAt(at) === openBracket;

const endOfValue = (text: string, at: number): number =>
  isContainer(text, at) ? endOfContainer(text, at) : endOfLeaf(text, at);
