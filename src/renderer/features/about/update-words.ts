import type { FeedFault, UpdateNews } from '../../../contract/updates.ts';

const faults: Readonly<Record<FeedFault, string>> = {
  unreachable: 'The list of releases did not answer. It is asked again tomorrow.',
  malformed: 'What the list of releases sent cannot be read. It is asked again tomorrow.',
  unsigned: 'What the list of releases sent is not signed by the makers of etcdeck, so it is not believed.',
  expired: 'What the list of releases sent is too old to be believed.',
};

/** What is known of newer versions, in a line; `null` where nobody asked. */
export function newsWords({ hasFeed, isOn, askedAt, newer, fault }: UpdateNews): string | null {
  if (!hasFeed) return 'This build knows no list of releases: it was built from the sources.';
  if (!isOn || askedAt === null) return null;
  if (newer !== null) return `Version ${newer.version} was released on ${newer.released}.`;
  return fault === null ? 'This is the newest version.' : faults[fault];
}
