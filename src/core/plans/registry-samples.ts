import { registryOfSiblings } from '../connections/held/lock/registry-of-siblings.ts';

/** Keys that are looked at beneath one prefix, and prefixes. */
const mostKeys = 8;
const mostPrefixes = 64;

/**
 * Chooses, of keys whose values a plan does not read, those whose values are to be looked at: the first few beneath each
 * prefix that could be a registry's.
 */
export class RegistrySamples {
  readonly #taken = new Map<string, number>();
  readonly #registryOf = registryOfSiblings();

  /** Those of the keys that are to be looked at. */
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
