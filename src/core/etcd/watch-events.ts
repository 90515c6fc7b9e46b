import type { IEvent, IKeyValue } from 'etcd3';
import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { WatchEvent } from '../../contract/watches.ts';
import { mostAnswerBytes } from './answer-bounds.ts';
import { toNumber } from './ids.ts';
import { toKeyValue } from './kv.ts';

/**
 * Joins the fragments of a watch's answers by revision. Returns a revision whole or not at all, so that a cut watch can
 * continue from the revision after the last one returned. Holds one revision at most.
 */
export class RevisionAssembly {
  #held: IEvent[] = [];
  #bytes = 0;

  /**
   * Adds an answer's events, and returns those of the revisions that are now complete. Fails with `AnswerTooLarge`
   * where one has more than `mostAnswerBytes`.
   */
  add(events: readonly IEvent[], isFragment: boolean): readonly IEvent[] {
    if (!isFragment) return this.#give(events);
    // Events come in revision order: only the last revision can continue in the next fragment.
    const last = events.at(-1)?.kv.mod_revision;
    let open = events.length;
    while (open > 0 && events[open - 1]?.kv.mod_revision === last) open--;
    const goesOn = open === 0 && (this.#held.length === 0 || this.#held[0]?.kv.mod_revision === last);
    const given = goesOn ? [] : this.#give(events.slice(0, open));
    for (const event of events.slice(open)) this.#hold(event);
    return given;
  }

  #give(events: readonly IEvent[]): readonly IEvent[] {
    const given = this.#held.length === 0 ? events : [...this.#held, ...events];
    this.#held = [];
    this.#bytes = 0;
    return given;
  }

  #hold(event: IEvent): void {
    this.#held.push(event);
    const before = event.prev_kv as IKeyValue | null;
    this.#bytes += event.kv.key.length + event.kv.value.length + (before?.value.length ?? 0);
    if (this.#bytes <= mostAnswerBytes) return;
    throw new EtcdeckError({
      code: 'AnswerTooLarge',
      message: `one revision has more than ${mostAnswerBytes} bytes of events`,
      detail: { bytes: this.#bytes, most: mostAnswerBytes },
    });
  }
}

/** Returns an event as the contract has it. */
export function toWatchEvent(event: IEvent): WatchEvent<KeyValue> {
  // Absent messages are null, although etcd3's type says otherwise.
  const before = event.prev_kv as IKeyValue | null;
  const previous = before === null ? null : toKeyValue(before);
  if (event.type === 'Put') return { type: 'put', entry: toKeyValue(event.kv), previous };
  const { key, mod_revision } = event.kv;
  return { type: 'delete', key: new Uint8Array(key), modRevision: toNumber(mod_revision), previous };
}
