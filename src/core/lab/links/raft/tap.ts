import type { ObservedMessage } from '../../lab-world.ts';

/** A message as its bytes say it. */
export type DecodedMessage = Omit<ObservedMessage, 'at' | 'from' | 'to'>;

/** Reads along with a body, whose bytes pass it unchanged. Bytes that it does not understand end its reading, not them. */
export interface Tap {
  /** Returns the messages that end in these bytes, which follow those before. */
  take(chunk: Uint8Array): readonly DecodedMessage[];
  /** Returns the messages that the end of the body ends. */
  end(): readonly DecodedMessage[];
  /** Whether a message has begun that has not ended. */
  readonly isMidway: boolean;
}

/** The largest message that is read. etcd's own limit of a request is 1.5 MiB, and it sends 0.5 MiB of entries at once. */
export const mostMessageBytes = 4 * 2 ** 20;

/** Returns what is counted as a message and has no fields. */
export function plainMessage(kind: 'other' | 'http', bytes: number): DecodedMessage {
  return { kind, bytes, term: 0, index: 0, commit: 0, entries: null, isRejected: false };
}
