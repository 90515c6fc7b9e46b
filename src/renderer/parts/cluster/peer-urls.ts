import type { PeerURLCheck } from '../../../contract/member-start.ts';
import { peerURLWarningWords } from '../../../contract/peer-url-words.ts';

/** Splits what was typed into URLs: one a line, or with commas as etcdctl takes them. */
export const urlsIn = (text: string): readonly string[] =>
  text
    .split(/[\s,]/)
    .map((url) => url.trim())
    .filter((url) => url !== '');

/** What is wrong with the URLs, a sentence each, and what is seldom meant. */
export function checkWords(checks: readonly PeerURLCheck[]): {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
} {
  return {
    // A refusal names its URL itself.
    errors: checks.flatMap(({ refusal }) => (refusal === null ? [] : [`${refusal.message}.`])),
    warnings: checks.flatMap(({ url, warnings }) =>
      warnings.map((warning) => `${url}: ${peerURLWarningWords[warning]}`),
    ),
  };
}
