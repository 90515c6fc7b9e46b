import type { PeerURLCheck, PeerURLWarning } from '../../../contract/member-start.ts';

/** Splits what was typed into URLs: one a line, or with commas as etcdctl takes them. */
export const urlsIn = (text: string): readonly string[] =>
  text
    .split(/[\s,]/)
    .map((url) => url.trim())
    .filter((url) => url !== '');

const warningWords: Readonly<Record<PeerURLWarning, string>> = {
  Unresolved: 'its name has no address on this machine. A member that starts waits for it.',
  SameAddress: 'it leads to the same place as another peer URL, spelt otherwise.',
  PlainBesideTls: 'it is plain http, and the other members’ are https. They will not talk to each other.',
  TlsBesidePlain: 'it is https, and the other members’ are plain http. They will not talk to each other.',
  Loopback: 'it leads to the member’s own host only. Members on other hosts cannot reach it.',
};

/** What is wrong with the URLs, a sentence each, and what is seldom meant. */
export function checkWords(checks: readonly PeerURLCheck[]): {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
} {
  return {
    // A refusal names its URL itself.
    errors: checks.flatMap(({ refusal }) => (refusal === null ? [] : [`${refusal.message}.`])),
    warnings: checks.flatMap(({ url, warnings }) => warnings.map((warning) => `${url}: ${warningWords[warning]}`)),
  };
}
