interface Place {
  /** Where the value begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** A hash that is equal for equal values in any order of members. */
  readonly hash: number;
}

/** An object with its members in order. */
export interface JsonObject extends Place {
  readonly kind: 'object';
  /** In the order of the text, including names that look like numbers. */
  readonly members: ReadonlyMap<string, JsonNode>;
  /** A name that occurs twice in it. */
  readonly repeated: string | null;
}

/** A list. */
export interface JsonArray extends Place {
  readonly kind: 'array';
  readonly elements: readonly JsonNode[];
}

/** A text with its escapes decoded. */
export interface JsonString extends Place {
  readonly kind: 'string';
  readonly value: string;
}

/** A number or word; `text` is as written, so that a number keeps its digits. */
export interface JsonPlain extends Place {
  readonly kind: 'number' | 'boolean' | 'null';
  readonly text: string;
}

/** A JSON value with its place in the text. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonPlain;

/** A container not yet closed. */
type Open = OpenObject | OpenArray;

/** `name`: the name of the member whose value comes next. */
interface OpenObject {
  readonly kind: 'object';
  readonly start: number;
  readonly members: Map<string, JsonNode>;
  name: JsonString | null;
  repeated: string | null;
  hash: number;
}

interface OpenArray {
  readonly kind: 'array';
  readonly start: number;
  readonly elements: JsonNode[];
  hash: number;
}

/** Random for this process, so that colliding values cannot be prepared and stored. */
const seed = Math.trunc(Math.random() * 2 ** 32);

const quote = 0x22;
const backslash = 0x5c;

/** Parses JSON of any depth, from a part of a text. Throws the `SyntaxError` of `JSON.parse`. */
export function readJson(text: string, from = 0, to = text.length): JsonNode {
  // From here on the text is known to be JSON; the rest only finds its parts.
  JSON.parse(text.slice(from, to));
  const containers: Open[] = [];
  let open: Open | undefined;
  let at = from;
  for (;;) {
    const node = readNext();
    if (node === null) continue;
    if (open === undefined) return node;
    if (open.kind === 'array') {
      open.elements.push(node);
      open.hash = mix(open.hash, node.hash);
    } else if (open.name === null && node.kind === 'string') open.name = node;
    else addMember(open, node);
  }

  /** Returns the next value that ends, or `null` where none does. */
  function readNext(): JsonNode | null {
    const start = at;
    switch (text.charCodeAt(at)) {
      case 0x7b:
        return begin({ kind: 'object', start, members: new Map(), name: null, repeated: null, hash: 2 });
      case 0x5b:
        return begin({ kind: 'array', start, elements: [], hash: 1 });
      case 0x7d:
      case 0x5d:
        at++;
        return close();
      case 0x20:
      case 0x09:
      case 0x0a:
      case 0x0d:
      case 0x2c:
      case 0x3a:
        at++;
        return null;
      default: {
        const leaf = readLeaf(text, start);
        at = leaf.end;
        return leaf;
      }
    }
  }

  function begin(container: Open): null {
    if (open !== undefined) containers.push(open);
    open = container;
    at++;
    return null;
  }

  function close(): JsonNode | null {
    const closed = open;
    open = containers.pop();
    if (closed === undefined) return null;
    const { start, hash } = closed;
    return closed.kind === 'object'
      ? { kind: 'object', members: closed.members, repeated: closed.repeated, start, end: at, hash }
      : { kind: 'array', elements: closed.elements, start, end: at, hash };
  }
}

/** Returns the text, number or word that begins at `start`. */
export function readLeaf(text: string, start: number): JsonString | JsonPlain {
  if (text.charCodeAt(start) === quote) {
    const end = endOfString(text, start);
    const value = readString(text, start, end);
    return { kind: 'string', value, start, end, hash: hashOf(value, seed) };
  }
  const end = endOfPlain(text, start);
  const plain = text.slice(start, end);
  const kind = plain === 'null' ? 'null' : plain === 'true' || plain === 'false' ? 'boolean' : 'number';
  return { kind, text: plain, start, end, hash: hashOf(plain, ~seed) };
}

/** Returns the contents of a quoted text, with its escapes decoded. */
export function readString(text: string, start: number, end: number): string {
  const literal = text.slice(start + 1, end - 1);
  return literal.includes('\\') ? String(JSON.parse(`"${literal}"`)) : literal;
}

function addMember(open: OpenObject, node: JsonNode): void {
  const { members, name } = open;
  if (name === null) return;
  if (members.has(name.value)) open.repeated = name.value;
  members.set(name.value, node);
  open.hash = (open.hash + mix(name.hash, node.hash)) | 0;
  open.name = null;
}

function mix(a: number, b: number): number {
  const mixed = Math.imul(a ^ (b >>> 15) ^ Math.imul(b, 0x85eb_ca6b), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 13);
}

function hashOf(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
  return hash ^ (hash >>> 15);
}

/** Returns the place behind the text, number or word that begins at `start`. */
export const endOfLeaf = (text: string, start: number): number =>
  text.charCodeAt(start) === quote ? endOfString(text, start) : endOfPlain(text, start);

/** Returns the place behind the bracket that closes the one at `start`. */
export function endOfContainer(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at) - 1;
    else if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

/** Returns the place behind the quote that ends the string which begins at `start`. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === backslash) at++;
  }
  return text.length;
}

/** Returns the place behind the number or word that begins at `start`: a comma, a bracket or white space ends it. */
function endOfPlain(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0x2c || code === 0x5d || code === 0x7d) return at;
  }
  return text.length;
}

/** Returns whether two values are the same JSON: the order of members does not count, the digits of a number do. */
export function isSameJson(one: JsonNode | undefined, other: JsonNode | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  const pairs: [JsonNode, JsonNode][] = [[one, other]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (a.hash !== b.hash) return false;
    if (a.kind === 'object') {
      if (b.kind !== 'object' || a.members.size !== b.members.size || a.repeated !== b.repeated) return false;
      for (const [name, member] of a.members) {
        const counterpart = b.members.get(name);
        if (counterpart === undefined) return false;
        pairs.push([member, counterpart]);
      }
    } else if (a.kind === 'array') {
      if (b.kind !== 'array' || a.elements.length !== b.elements.length) return false;
      for (const [at, element] of a.elements.entries()) {
        const counterpart = b.elements[at];
        if (counterpart === undefined) return false;
        pairs.push([element, counterpart]);
      }
    } else if (a.kind === 'string') {
      if (b.kind !== 'string' || a.value !== b.value) return false;
    } else if (a.kind !== b.kind || a.text !== b.text) return false;
  }
  return true;
}

/** JSON without the white space between its parts. */
export function withoutWhiteSpace(json: string): string {
  let compact = '';
  let from = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) at = endOfString(json, at) - 1;
    else if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      compact += json.slice(from, at);
      from = at + 1;
    }
  }
  return compact + json.slice(from);
}
