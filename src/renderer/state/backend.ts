import type { Client } from '../../contract/wire/client.ts';

/** The host's side of the wire: core, and word of its end. */
export interface Backend extends Client {
  /**
   * Asks the host that has ended the wire once more, and returns whether it lets this page in; `null` where loading the
   * window anew is what brings one. Never without the operator's word: who answers at that address may be another.
   */
  readonly answersAgain: (() => Promise<boolean>) | null;
}
