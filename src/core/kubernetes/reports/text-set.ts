const firstSize = 1024;
const empty = Number.NaN;

/**
 * A set of texts by a 53-bit hash of each: 16 to 32 bytes a text, where a `Set` of a million uids takes 100 MB. With a
 * million texts, one in ten thousand million others counts as present by mistake.
 */
export class TextSet {
  #slots: Float64Array = new Float64Array(firstSize).fill(empty);
  #size = 0;

  add(text: string): void {
    this.#addHash(hash53(text));
    if (this.#size * 2 > this.#slots.length) this.#grow();
  }

  has(text: string): boolean {
    return this.hasHash(hash53(text));
  }

  /** Looks up a text of which only `hash53` was kept. */
  hasHash(hash: number): boolean {
    return this.#slots[this.#slotOf(hash)] === hash;
  }

  #addHash(hash: number): void {
    const slot = this.#slotOf(hash);
    if (this.#slots[slot] === hash) return;
    this.#slots[slot] = hash;
    this.#size += 1;
  }

  /**
   * Returns the place of a hash, or a free one for it. The set is never more than half full, so there is always a free
   * slot.
   */
  #slotOf(hash: number): number {
    const slots = this.#slots;
    let slot = hash % slots.length;
    for (let held = slots[slot]; held !== hash && !Number.isNaN(held); held = slots[slot]) {
      slot = (slot + 1) % slots.length;
    }
    return slot;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(old.length * 2).fill(empty);
    this.#size = 0;
    for (const hash of old) if (!Number.isNaN(hash)) this.#addHash(hash);
  }
}

/** cyrb53: two 32-bit hashes over the text's UTF-16 units, mixed into a number that is exact. */
export function hash53(text: string): number {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x9e3779b1);
    two = Math.imul(two ^ unit, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return 2 ** 32 * (two & 0x1fffff) + (one >>> 0);
}
