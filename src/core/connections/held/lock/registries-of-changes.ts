import type { CallOptions } from '../../../../contract/abort.ts';
import type { EtcdClient } from '../../../etcd/client.ts';
import type { Clock } from '../../../ports.ts';
import { isRegistry } from '../../../registries/own-registries.ts';
import { headReads } from '../../../sources/live-reads.ts';
import { isStoredObject } from './is-stored-object.ts';
import { registryOfSiblings } from './registry-of-siblings.ts';

/** How long a prefix that was no registry's is not asked about again: an API server may start at any time. */
const noneMs = 10_000;
/** Prefixes that are remembered, and asked about at once. */
const mostRemembered = 1_000;
const atOnce = 16;

/** A key that is about to change, and what it holds: `null` where it holds nothing, or was not read. */
export interface ChangedKey {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

/**
 * Finds registries by the keys that are about to change, wherever they are: a key that is shaped like an object's, and
 * holds one, or stands beside keys that every API server makes.
 */
export class RegistriesOfChanges {
  readonly #client: EtcdClient;
  readonly #clock: Clock;
  /** When a prefix was found to be no registry's. */
  readonly #none = new Map<string, number>();

  constructor(client: EtcdClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /**
   * The registries that such keys are of. Costs a look at four keys for each prefix that could be one's, once in ten
   * seconds. Fails as `range` does.
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

  /** A clock that was set back must not make it last longer. */
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
