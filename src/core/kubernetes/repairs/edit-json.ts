import { type JsonArray, type JsonNode, type JsonObject, readJson } from '../../kubernetes-storage/codec/json-tree.ts';

/** An object's JSON with some of its parts replaced or removed; all others keep their exact text. */
export class JsonEdit {
  readonly #text: string;
  readonly #root: JsonObject;
  readonly #changes = new Map<JsonObject, Map<string, string | null>>();

  /** `text`: a JSON object, as decoding has ensured. */
  constructor(text: string) {
    const root = readJson(text);
    if (root.kind !== 'object') throw new Error('an object is stored as an object');
    this.#text = text;
    this.#root = root;
  }

  /** Returns the member at a path of names, or `null`. */
  find(...path: readonly string[]): JsonNode | null {
    return path.reduce<JsonNode | null>(
      (node, name) => (node?.kind === 'object' ? (node.members.get(name) ?? null) : null),
      this.#root,
    );
  }

  remove(...path: readonly string[]): void {
    this.#change(path, null);
  }

  setText(value: string, ...path: readonly string[]): void {
    this.#change(path, JSON.stringify(value));
  }

  /**
   * Removes a text from the list at a path, and the list when it becomes empty. Returns `false` where the text is not
   * there.
   */
  removeText(text: string, ...path: readonly string[]): boolean {
    const list = this.find(...path);
    if (list?.kind !== 'array') return false;
    const kept = list.elements.filter((one) => one.kind !== 'string' || one.value !== text);
    if (kept.length === list.elements.length) return false;
    this.#change(path, kept.length === 0 ? null : this.#listOf(kept));
    return true;
  }

  /** Returns the edited object, compact where it was edited. */
  finish(): string {
    return this.#write(this.#root);
  }

  #listOf(elements: JsonArray['elements']): string {
    return `[${elements.map(({ start, end }) => this.#text.slice(start, end)).join(',')}]`;
  }

  #change(path: readonly string[], value: string | null): void {
    const parent = this.find(...path.slice(0, -1));
    const name = path.at(-1);
    if (parent?.kind !== 'object' || name === undefined) return;
    const changes = this.#changes.get(parent) ?? new Map<string, string | null>();
    this.#changes.set(parent, changes.set(name, value));
  }

  #write(node: JsonNode): string {
    if (node.kind !== 'object' || !this.#isTouched(node)) return this.#text.slice(node.start, node.end);
    const changes = this.#changes.get(node);
    const members = [...node.members].flatMap(([name, member]) => {
      const change = changes?.get(name);
      return change === null ? [] : `${JSON.stringify(name)}:${change ?? this.#write(member)}`;
    });
    return `{${members.join(',')}}`;
  }

  #isTouched(node: JsonObject): boolean {
    return [...this.#changes.keys()].some(({ start, end }) => start >= node.start && end <= node.end);
  }
}
