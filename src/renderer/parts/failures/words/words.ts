import type { Failure } from '../../../../contract/failure.ts';

/** What happened, and what to do about it, in two short sentences. */
export interface Words {
  readonly title: string;
  readonly action: string;
}

/** Words that are always the same, or that name a fact of the failure. */
export type WordsOf = Words | ((failure: Failure) => Words);

export type WordTable<Code extends string> = Readonly<Record<Code, WordsOf>>;

/** A fact of the failure, or other words where core did not send it. */
export const fact = (failure: Failure, name: string, otherwise: string): string => {
  const value = failure.detail?.[name];
  if (value === undefined) return otherwise;
  return typeof value === 'number' ? value.toLocaleString('en') : value;
};

/** What core, or a library beneath it, says of a failure, so that another sentence can follow. */
export const sentence = ({ message }: Failure): string => (/[.!?]$/.test(message) ? message : `${message}.`);
