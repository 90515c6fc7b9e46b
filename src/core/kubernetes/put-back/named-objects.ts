import { lossyTextOf } from '../../bytes/bytes.ts';
import { brief } from '../reports/brief.ts';

/** As many names as a sentence takes. */
const mostNamed = 5;

/** Counts objects, and names the first few by their keys after the registry's prefix. */
export class NamedObjects {
  #count = 0;
  readonly #names: string[] = [];

  get count(): number {
    return this.#count;
  }

  /** The names as a text, with how many others there are. */
  get names(): string {
    const rest = this.#count - this.#names.length;
    return [...this.#names, ...(rest > 0 ? [`${rest.toLocaleString('en')} more`] : [])].join(', ');
  }

  add(key: Uint8Array, registry: Uint8Array): void {
    this.#count += 1;
    if (this.#names.length < mostNamed) this.#names.push(brief(lossyTextOf(key.subarray(registry.length))));
  }

  addAll(others: NamedObjects): void {
    this.#count += others.#count;
    for (const name of others.#names) if (this.#names.length < mostNamed) this.#names.push(name);
  }
}
