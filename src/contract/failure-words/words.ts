import type { Failure } from '../failure.ts';

/** What happened, and what to do about it, in two short sentences. */
export interface Words {
  readonly title: string;
  readonly action: string;
}

/** Words that are always the same, or that name a fact of the failure. */
export type WordTable<Code extends string> = Readonly<Record<Code, Words | ((failure: Failure) => Words)>>;

/** Returns a fact of the failure, or `otherwise` where core did not send it. */
export function fact(failure: Failure, name: string, otherwise: string): string {
  const value = failure.detail?.[name];
  if (value === undefined) return otherwise;
  return typeof value === 'number' ? value.toLocaleString('en') : value;
}

/** Returns a reason of core's as a sentence; the message where core did not send one. */
export function reasonSentence(failure: Failure): string {
  return sentence({ ...failure, message: fact(failure, 'reason', failure.message) });
}

/** Returns the message of core, or of a library beneath it, as a sentence: another can stand before and after it. */
export function sentence({ message }: Failure): string {
  const [first = ''] = message.split(' ', 1);
  // A name, a URL and a flag stay as they are, and so does the prefix of a program, as in `open: no such file`.
  const begun = /^(?!etcd)\p{Ll}[\p{Ll}’]*[,;]?$/u.test(first)
    ? `${message.charAt(0).toUpperCase()}${message.slice(1)}`
    : message;
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
