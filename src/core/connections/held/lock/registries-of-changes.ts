import type { CallOptions } from '../../../../contract/abort.ts';
import type { EtcdClient } from '../../../etcd/client.ts';
import type { Clock } from '../../../ports.ts';
import { isRegistry } from '../../../registries/own-registries.ts';
import { headReads } from '../../../sources/live-reads.ts';
import { isStoredObject } from './is-stored-object.ts';
import { registryOfSiblings } from './registry-of-siblings.ts';

/** How long a prefix that was no registry's is not checked again: an API server may start at any time. */
const noneMs = 10_000;
/** How many prefixes are remembered, and checked at once. */
const mostRemembered = 1_000;
const atOnce = 16;

/** A key about to change, and its value: `null` where it does not exist, or was not read. */
export interface ChangedKey {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

/**
 * Finds registries at any prefix by the keys about to change: a key shaped like an object's that holds one, or stands
 * beside keys that every API server creates.
 */
export class RegistriesOfChanges {
  readonly #client: EtcdClient;
  readonly #clock: Clock;
  /** When each prefix was found to be no registry's. */
  readonly #none = new Map<string, number>();

  constructor(client: EtcdClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /**
   * Returns the registries of these keys. Costs a look at four keys for each possible prefix, once in ten seconds.
   * Fails as `range` does.
   */
  async find(changed: readonly ChangedKey[], options?: CallOptions): Promise<readonly Uint8Array[]> {
    const found = new Map<string, Uint8Array>();
    const asked = new Map<string, Uint8Array>();
    const registryOf = registryOfSiblings();
    for (const { key, value } of changed) {
      const registry = registryOf(key);
      if (registry === null) continue;
      const name = Buffer.from(registry).toString('latin1');
      if (value !== null && !found.has(name) && isStoredObject(value)) found.set(name, registry);
      else if (!this.#isKnownAsNone(name)) asked.set(name, registry);
    }
    const open = [...asked].filter(([name]) => !found.has(name));
    for (let at = 0; at < open.length; at += atOnce) {
      await Promise.all(
        open.slice(at, at + atOnce).map(async ([name, registry]) => {
          if (await isRegistry(headReads(this.#client), registry, options)) found.set(name, registry);
          else this.#remember(name);
        }),
      );
    }
    return [...found.values()];
  }

  /** A clock set back must not extend it. */
  #isKnownAsNone(name: string): boolean {
    const at = this.#none.get(name);
    const now = this.#clock.now();
    return at !== undefined && now >= at && now < at + noneMs;
  }

  #remember(name: string): void {
    if (this.#none.size >= mostRemembered) this.#none.clear();
    this.#none.set(name, this.#clock.now());
  }
}
