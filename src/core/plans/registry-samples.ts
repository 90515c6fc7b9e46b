import { registryOfSiblings } from '../connections/held/lock/registry-of-siblings.ts';

/** How many keys are looked at beneath one prefix, and how many prefixes. */
const mostKeys = 8;
const mostPrefixes = 64;

/**
 * Chooses the keys whose values are read where a plan reads none: the first few beneath each prefix that could be a
 * registry's.
 */
export class RegistrySamples {
  readonly #taken = new Map<string, number>();
  readonly #registryOf = registryOfSiblings();

  /** Returns the keys to look at. */
  take(keys: readonly Uint8Array[]): readonly Uint8Array[] {
    return keys.filter((key) => {
      const registry = this.#registryOf(key);
      if (registry === null) return false;
      const name = Buffer.from(registry).toString('latin1');
      const taken = this.#taken.get(name) ?? 0;
      if (taken === mostKeys || (taken === 0 && this.#taken.size === mostPrefixes)) return false;
      this.#taken.set(name, taken + 1);
      return true;
    });
  }
}
