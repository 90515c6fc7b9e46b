interface Place {
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** Equal for values that are equal, whatever the order of their members; of the same `JsonIdentities` only. */
  readonly id: number;
}

export interface JsonObject extends Place {
  readonly kind: 'object';
  /** In the order of the text, names like numbers too. */
  readonly members: ReadonlyMap<string, JsonNode>;
  /** A name that stands twice in it. */
  readonly repeated: string | null;
}

export interface JsonArray extends Place {
  readonly kind: 'array';
  readonly elements: readonly JsonNode[];
}

export interface JsonString extends Place {
  readonly kind: 'string';
  readonly value: string;
}

/** A number keeps its digits: `text` is as it was written. */
export interface JsonPlain extends Place {
  readonly kind: 'number' | 'boolean' | 'null';
  readonly text: string;
}

/** A value of JSON with its place in the text. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonPlain;

/** Gives equal values equal numbers, so that two trees are compared in one step wherever they meet. */
export class JsonIdentities {
  readonly #ids = new Map<string, number>();

  of(form: string): number {
    const known = this.#ids.get(form);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    this.#ids.set(form, id);
    return id;
  }
}

/** A container whose end has not come yet. `name`: of the member whose value comes next. */
interface Open {
  readonly start: number;
  readonly isObject: boolean;
  readonly nodes: JsonNode[];
  readonly names: string[];
  name: string | null;
}

const endOfPlain = /[\s,\]}]/g;

/** Reads JSON, without a bound on its depth. Throws the `SyntaxError` of `JSON.parse`. */
export function readJson(text: string, identities: JsonIdentities): JsonNode {
  // From here on the text is known to be JSON: what follows only finds its parts.
  JSON.parse(text);
  const open: Open[] = [];
  let at = 0;
  for (;;) {
    const node = readNext();
    if (node === null) continue;
    const parent = open.at(-1);
    if (parent === undefined) return node;
    if (parent.isObject && parent.name === null && node.kind === 'string') parent.name = node.value;
    else {
      if (parent.name !== null) parent.names.push(parent.name);
      parent.name = null;
      parent.nodes.push(node);
    }
  }

  /** The value that ends next, or `null` where none does. */
  function readNext(): JsonNode | null {
    const start = at;
    switch (text[at]) {
      case '{':
      case '[':
        open.push({ start, isObject: text[at++] === '{', nodes: [], names: [], name: null });
        return null;
      case '}':
      case ']':
        at++;
        return close();
      case '"':
        at = endOfString(text, at);
        return readString(start);
      case ' ':
      case '\t':
      case '\n':
      case '\r':
      case ',':
      case ':':
        at++;
        return null;
      default:
        endOfPlain.lastIndex = at;
        at = endOfPlain.exec(text)?.index ?? text.length;
        return readPlain(start);
    }
  }

  function readString(start: number): JsonString {
    const literal = text.slice(start, at);
    const value = literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
    return { kind: 'string', value, start, end: at, id: identities.of(`"${value}`) };
  }

  function readPlain(start: number): JsonPlain {
    const plain = text.slice(start, at);
    const kind = plain === 'null' ? 'null' : plain === 'true' || plain === 'false' ? 'boolean' : 'number';
    return { kind, text: plain, start, end: at, id: identities.of(plain) };
  }

  function close(): JsonNode {
    const { start, isObject, nodes, names } = open.pop() ?? { start: 0, isObject: false, nodes: [], names: [] };
    if (!isObject) {
      const id = identities.of(`[${nodes.map((node) => node.id).join()}`);
      return { kind: 'array', elements: nodes, start, end: at, id };
    }
    const members = new Map<string, JsonNode>();
    let repeated: string | null = null;
    const forms = nodes.map((node, place) => {
      const name = names[place] ?? '';
      if (members.has(name)) repeated = name;
      members.set(name, node);
      return `${identities.of(`"${name}`)}:${node.id}`;
    });
    return { kind: 'object', members, repeated, start, end: at, id: identities.of(`{${forms.sort().join()}`) };
  }
}

/** The place behind the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) at++;
  }
  return text.length;
}

/** JSON without the white space between its parts. */
export function withoutWhiteSpace(json: string): string {
  let compact = '';
  let from = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 0x22) at = endOfString(json, at) - 1;
    else if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      compact += json.slice(from, at);
      from = at + 1;
    }
  }
  return compact + json.slice(from);
}
