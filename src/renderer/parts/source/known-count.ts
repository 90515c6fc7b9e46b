import { formatCount } from '../../ui/format.ts';

/** A revision or a version in a table. A file may not say it, and 0 stands for it then: etcd gives that to no key. */
export const formatKnown = (count: number): string => (count === 0 ? '–' : formatCount(count));

/** The same in a list of facts. */
export const knownOrSaid = (count: number): string => (count === 0 ? 'unknown' : formatCount(count));

/** ` at revision 8,400`, behind what was read at it. */
export const atRevisionWords = (revision: number): string =>
  revision === 0 ? '' : ` at revision ${formatCount(revision)}`;
