/** A part of the guide, and its pages in a reader's order. A page is named as its file in docs/guide, without `.md`. */
export interface GuidePart {
  readonly title: string;
  readonly pages: readonly string[];
}

/** The first page: the index, which GitHub shows for the folder too. */
export const indexPage = 'README';

/** The page that all failures are listed on; the page of each is `failure-CODE`. */
export const failuresPage = 'failures';

/** The guide in a reader's order. Pages of `docs/guide` that stand in no part come last. */
export const guideParts: readonly GuidePart[] = [
  {
    title: 'Begin',
    pages: [indexPage, 'start', 'install', 'etcd-in-ten-minutes', 'first-hour', 'connections', 'tls', 'settings'],
  },
  { title: 'The cluster', pages: ['cluster', 'maintenance', 'members'] },
  { title: 'Learn and rehearse', pages: ['lab', 'lessons'] },
  {
    title: 'Keys',
    pages: ['keys', 'kubernetes', 'decoders', 'watches', 'compare', 'transactions', 'leases', 'access', 'journal'],
  },
  { title: 'Backup and restore', pages: ['snapshots', 'kube-api', 'restore'] },
  { title: 'In a terminal', pages: ['command-line', 'etcdctl', 'etcdctl-commands'] },
];
