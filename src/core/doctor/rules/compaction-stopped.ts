import type { RevisionSighting } from '../../../contract/history.ts';
import { finding } from '../../members/findings.ts';
import type { Rule } from './rule.ts';

/** How far back the history reaches. */
export interface HistoryInput {
  readonly compactRevision: number;
  readonly revision: number;
  /** When the cluster was at which revision, the oldest first. */
  readonly sightings: readonly RevisionSighting[];
  readonly now: number;
}

/** API servers compact every 5 minutes what is older than that. A small history harms nobody, however old. */
const thresholds = { minutes: 30, revisions: 10_000 };

/** A revision that was seen long ago can still be read, and much was written since. */
export const compactionStopped: Rule<HistoryInput> = {
  code: 'CompactionStopped',
  source: 'etcdeck',
  thresholds,
  find: ({ compactRevision, revision, sightings, now }) => {
    const oldest = sightings.find((sighting) => sighting.revision >= compactRevision);
    if (oldest === undefined) return [];
    const minutes = Math.floor((now - oldest.at) / 60_000);
    if (minutes < thresholds.minutes || revision - oldest.revision < thresholds.revisions) return [];
    return [finding('CompactionStopped', 'warning', { detail: { minutes, compactRevision, revision } })];
  },
};
