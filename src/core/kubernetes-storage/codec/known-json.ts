/** JSON that was found well-formed, as it is printed. */
export interface KnownJson {
  readonly printed: Uint8Array;
  readonly isAscii: boolean;
}

const longest = 4_096;
const most = 512;

/**
 * Remembers how the last pieces of raw JSON are printed. The managed fields of a controller's objects are the same text
 * in each of them, and checking it anew was a third of printing a list.
 */
export class KnownJsons {
  readonly #byText = new Map<string, KnownJson>();

  /** Returns the name to remember bytes by; `null` where they are too long. */
  nameOf(json: Uint8Array): string | null {
    if (json.length > longest) return null;
    return Buffer.from(json.buffer, json.byteOffset, json.length).toString('latin1');
  }

  get(name: string): KnownJson | undefined {
    return this.#byText.get(name);
  }

  set(name: string, printed: Uint8Array): void {
    if (this.#byText.size >= most) this.#byText.clear();
    this.#byText.set(name, { printed, isAscii: printed.every((byte) => byte < 0x80) });
  }
}
