import type { Failure } from '../../contract/failure.ts';

/** The messages to a worker: first `start`, then parts, then `finish`. Each is answered once, in order. */
export type ToWorker =
  | { readonly kind: 'start'; readonly name: string; readonly params: unknown }
  | { readonly kind: 'take'; readonly part: unknown }
  | { readonly kind: 'finish' };

/** A worker's answer to one message. A failure of the product crosses as data; a bug as its stack. */
export type FromWorker =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'failure'; readonly failure: Failure }
  | { readonly kind: 'bug'; readonly stack: string };
