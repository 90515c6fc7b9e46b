import type { Failure } from '../../../contract/failure.ts';
import { wordsOf } from '../../../contract/failure-words/every-failure.ts';
import type { Words } from '../../../contract/failure-words/words.ts';

/** The text of a failure: what happened, what to do, which endpoint or member failed, and etcd's message. */
export interface Description extends Words {
  /** The endpoint or the member, if the failure is of one. */
  readonly where: string | null;
  /** The text of the server or library that refused, for a search engine or a colleague. */
  readonly said: string | null;
}

/** Failures whose reason stands in their words. */
const isReasoned: ReadonlySet<string> = new Set([
  ...['BundleInvalid', 'FileNotReadable', 'SnapshotInvalid'],
  ...['DownloadFailed', 'ArchiveInvalid'],
]);

/** Returns the words of a failure as the window shows them. */
export function describeFailure(failure: Failure): Description {
  const words = wordsOf(failure);
  // What core says of it stands in the words already, fact by fact.
  const isRetold =
    failure.detail?.readable !== undefined ||
    failure.code === 'CertificateUserUnknown' ||
    failure.code === 'LastVerified' ||
    (isReasoned.has(failure.code) && failure.detail?.reason !== undefined);
  const said = failure.message.toLowerCase();
  const quoted = isRetold || said === '' || [words.title, words.action].some((one) => one.toLowerCase().includes(said));
  return {
    ...words,
    where: failure.endpoint ?? (failure.member === undefined ? null : `member ${failure.member}`),
    said: quoted ? null : failure.message,
  };
}
