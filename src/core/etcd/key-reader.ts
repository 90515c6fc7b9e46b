import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { BatchSize } from '../streams/batch-size.ts';
import type { EtcdClient } from './client.ts';
import { type ReadEachOptions, readEach } from './txn.ts';
import { learnLimits, txnLimits } from './txn-limits.ts';

/** The size, in bytes, that an answer should have. */
const answerBytes = 2_000_000;

/** Some keys as they are, or were at a revision; those that do not exist are `null`. */
export interface ReadKeys {
  readonly found: readonly (KeyValue | null)[];
  readonly revision: number;
}

/** Reads keys wherever they stand, with their values, in answers of about 2 MB. */
export class KeyReader {
  readonly #client: EtcdClient;
  readonly #size = new BatchSize({ answerBytes, first: 16, most: Number.POSITIVE_INFINITY });

  constructor(client: EtcdClient) {
    this.#client = client;
  }

  /** The first of these keys, as many as fit into one answer; at least one. */
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
        // From a refusal for its bytes the limits learn what a write may weigh; a read is made smaller here.
        this.#size.refused(asked.length);
      }
    }
  }

  /** All of these keys. Each answer is from its own revision; `revision` is that of the first. */
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
