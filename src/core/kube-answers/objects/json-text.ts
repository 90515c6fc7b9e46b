import type { JsonNode } from '../../kubernetes-storage/codec/json-tree.ts';

/** The members of an object that is being made: names, and the JSON of their values. `null`: left out. */
export type MadeMembers = readonly (readonly [name: string, json: string | null])[];

/** Returns the JSON of an object. */
export function jsonOf(members: MadeMembers): string {
  const parts = members.flatMap(([name, json]) => (json === null ? [] : [`${JSON.stringify(name)}:${json}`]));
  return `{${parts.join(',')}}`;
}

/** Reads the parts of JSON by name, and gives their text. A part of another type than asked for counts as absent. */
export class JsonParts {
  readonly #text: string;
  readonly #node: JsonNode | undefined;

  constructor(text: string, node: JsonNode | undefined) {
    this.#text = text;
    this.#node = node;
  }

  /** Returns a member; an absent one where it is not there, or null. */
  of(name: string): JsonParts {
    const node = this.#node?.kind === 'object' ? this.#node.members.get(name) : undefined;
    return new JsonParts(this.#text, node?.kind === 'null' ? undefined : node);
  }

  get isThere(): boolean {
    return this.#node !== undefined;
  }

  get node(): JsonNode | undefined {
    return this.#node;
  }

  /** Returns the JSON; `null` where it is absent. */
  json(): string | null {
    return this.#node === undefined ? null : this.#text.slice(this.#node.start, this.#node.end);
  }

  /** Returns the text of a string; empty where it is none. */
  string(): string {
    return this.#node?.kind === 'string' ? this.#node.value : '';
  }

  /** Whether it is `true`. */
  isTrue(): boolean {
    return this.#node?.kind === 'boolean' && this.#node.text === 'true';
  }

  /** Returns a number; 0 where it is none. */
  number(): number {
    return this.#node?.kind === 'number' ? Number(this.#node.text) : 0;
  }

  /** Returns the elements of a list; empty where it is none. */
  elements(): readonly JsonParts[] {
    return this.#node?.kind === 'array' ? this.#node.elements.map((one) => new JsonParts(this.#text, one)) : [];
  }

  /** Returns the strings in a list. */
  strings(): readonly string[] {
    return this.elements().flatMap(({ node }) => (node?.kind === 'string' ? [node.value] : []));
  }

  /** Returns the members of an object; empty where it is none. */
  members(): readonly (readonly [name: string, value: JsonParts])[] {
    if (this.#node?.kind !== 'object') return [];
    return [...this.#node.members].map(([name, node]) => [name, new JsonParts(this.#text, node)] as const);
  }
}
