import type { IEvent, IKeyValue } from 'etcd3';
import type { KeyValue } from '../../contract/keys.ts';
import type { WatchEvent } from '../../contract/watches.ts';
import { toNumber } from './ids.ts';
import { toKeyValue } from './kv.ts';

/**
 * Puts the fragments of a watch's answers together again, revision by revision: a revision is given whole or not at all,
 * so that a cut watch can go on from the revision after the last one given. Never holds more than one revision.
 */
export class RevisionAssembly {
  #held: readonly IEvent[] = [];

  /** Adds an answer's events, and gives those of the revisions that are now complete. */
  add(events: readonly IEvent[], isFragment: boolean): readonly IEvent[] {
    const all = this.#held.length === 0 ? events : [...this.#held, ...events];
    if (!isFragment) {
      this.#held = [];
      return all;
    }
    // Events come in revision order, so that only the last revision can go on in the next fragment.
    const last = all.at(-1)?.kv.mod_revision;
    const open = all.findIndex((event) => event.kv.mod_revision === last);
    this.#held = open < 0 ? [] : all.slice(open);
    return open < 0 ? [] : all.slice(0, open);
  }
}

/** An event as the contract has it. */
export function toWatchEvent(event: IEvent): WatchEvent<KeyValue> {
  // Absent messages are null, whatever etcd3's type says.
  const before = event.prev_kv as IKeyValue | null;
  const previous = before === null ? null : toKeyValue(before);
  if (event.type === 'Put') return { type: 'put', entry: toKeyValue(event.kv), previous };
  const { key, mod_revision } = event.kv;
  return { type: 'delete', key: new Uint8Array(key), modRevision: toNumber(mod_revision), previous };
}
