import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { BatchSize } from '../streams/batch-size.ts';
import type { EtcdClient } from './client.ts';
import { type ReadEachOptions, readEach } from './txn.ts';
import { learnLimits, txnLimits } from './txn-limits.ts';

/** The intended size of an answer, in bytes. */
const answerBytes = 2_000_000;

/** Some keys at one revision; `null` for those that do not exist. */
export interface ReadKeys {
  readonly found: readonly (KeyValue | null)[];
  readonly revision: number;
}

/** Reads keys anywhere in the keyspace, with their values, in answers of about 2 MB. */
export class KeyReader {
  readonly #client: EtcdClient;
  readonly #size = new BatchSize({ answerBytes, first: 16, most: Number.POSITIVE_INFINITY });

  constructor(client: EtcdClient) {
    this.#client = client;
  }

  /** Returns the first of these keys, as many as fit into one answer; at least one. */
  async first(keys: readonly Uint8Array[], options?: ReadEachOptions): Promise<ReadKeys> {
    for (;;) {
      const asked = keys.slice(0, Math.min(this.#size.count, txnLimits(this.#client).ops));
      try {
        const answer = await readEach(this.#client, asked, options);
        const bytes = answer.found.reduce((sum, entry) => sum + (entry?.value.length ?? 0), 0);
        this.#size.answered(asked.length, bytes);
        return answer;
      } catch (error) {
        const size = { ops: asked.length, bytes: answerBytes };
        if (!(error instanceof EtcdeckError && learnLimits(this.#client, error, size))) throw error;
        // A refusal for its size also lowers the limits of writes; here it makes the read smaller.
        this.#size.refused(asked.length);
      }
    }
  }

  /** Returns all of these keys. Each answer is of its own revision; `revision` is that of the first. */
  async all(keys: readonly Uint8Array[], options?: ReadEachOptions): Promise<ReadKeys> {
    const found: (KeyValue | null)[] = [];
    let revision = 0;
    while (found.length < keys.length) {
      const answer = await this.first(keys.slice(found.length), options);
      found.push(...answer.found);
      revision ||= answer.revision;
    }
    return { found, revision };
  }
}
