import type { Failure } from '../../contract/failure.ts';

/** What a thread asks of the one that answers: once, or step by step. Steps are pulled one at a time. */
export type Asked =
  | { readonly kind: 'call'; readonly id: number; readonly request: unknown }
  | { readonly kind: 'open'; readonly id: number; readonly request: unknown }
  | { readonly kind: 'next'; readonly id: number }
  | { readonly kind: 'stop'; readonly id: number };

/** What the other one answers, once to each `call` and each `next`. */
export type AnsweredTo =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: Failure }
  | { readonly kind: 'bug'; readonly id: number; readonly stack: string };
