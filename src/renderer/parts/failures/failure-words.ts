import type { Failure } from '../../../contract/failure.ts';
import { wordsOf } from '../../../contract/failure-words/every-failure.ts';
import type { Words } from '../../../contract/failure-words/words.ts';

/** A failure in words: what happened, what to do, who it was, and what etcd said of it. */
export interface Description extends Words {
  /** The endpoint, or the member, where it is one's own failure. */
  readonly where: string | null;
  /** The text of the server or library that refused, for a search engine or a colleague. */
  readonly said: string | null;
}

/** Returns the words of a failure as the window shows them. */
export function describeFailure(failure: Failure): Description {
  const words = wordsOf(failure);
  // What core says of it stands in the words already, fact by fact.
  const isRetold = failure.detail?.readable !== undefined || failure.code === 'CertificateUserUnknown';
  const quoted = isRetold || words.action.includes(failure.message) || failure.message === '';
  return {
    ...words,
    where: failure.endpoint ?? (failure.member === undefined ? null : `member ${failure.member}`),
    said: quoted ? null : failure.message,
  };
}
