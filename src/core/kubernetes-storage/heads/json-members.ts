/** Reads a parsed JSON value of any shape: a value of an unexpected type counts as absent. */
export class JsonMembers {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  /** Whether the value is an object. */
  get isObject(): boolean {
    return typeof this.#value === 'object' && this.#value !== null && !Array.isArray(this.#value);
  }

  raw(name: string): unknown {
    // Just checked to be a JSON object, whose members have names.
    return this.isObject ? (this.#value as Readonly<Record<string, unknown>>)[name] : undefined;
  }

  of(name: string): JsonMembers {
    return new JsonMembers(this.raw(name));
  }

  /** Returns a member's text; empty where it is not a text. */
  text(name: string): string {
    const value = this.raw(name);
    return typeof value === 'string' ? value : '';
  }

  number(name: string): number {
    const value = this.raw(name);
    return typeof value === 'number' ? value : 0;
  }

  list(name: string): readonly unknown[] {
    const value = this.raw(name);
    return Array.isArray(value) ? value : [];
  }

  texts(name: string): readonly string[] {
    return this.list(name).filter((one) => typeof one === 'string');
  }

  /** Returns its members that are texts. */
  textMap(): ReadonlyMap<string, string> {
    if (!this.isObject) return new Map();
    // As above.
    const pairs = Object.entries(this.#value as Readonly<Record<string, unknown>>);
    return new Map(pairs.flatMap(([key, one]) => (typeof one === 'string' ? [[key, one] as const] : [])));
  }
}

/** Returns how many bytes a value takes as compact JSON; 0 where it is absent. */
export function jsonBytes(value: unknown): number {
  if (value === undefined) return 0;
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch (error) {
    // V8 is many times as fast, but runs out of stack, or of string length, for deeply nested values.
    if (error instanceof RangeError) return countedBytes(value);
    throw error;
  }
}

/** Counts the same bytes without recursion, and without making the text. */
function countedBytes(value: unknown): number {
  let bytes = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one !== 'object' || one === null) {
      bytes += Buffer.byteLength(JSON.stringify(one));
      continue;
    }
    const members = Object.entries(one);
    const isList = Array.isArray(one);
    // Brackets, and commas between.
    bytes += 2 + Math.max(0, members.length - 1);
    for (const [name, member] of members) {
      if (!isList) bytes += Buffer.byteLength(JSON.stringify(name)) + 1;
      waiting.push(member);
    }
  }
  return bytes;
}
