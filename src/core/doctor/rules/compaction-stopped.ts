import type { RevisionSighting } from '../../../contract/history.ts';
import { finding } from '../../members/findings.ts';
import type { Rule } from './rule.ts';

/** The extent of the history. */
export interface HistoryInput {
  readonly compactRevision: number;
  readonly revision: number;
  /** The revisions that the cluster was seen at, the oldest first. */
  readonly sightings: readonly RevisionSighting[];
  readonly now: number;
}

/** An API server compacts every 5 minutes. A short history is harmless at any age. */
const thresholds = { minutes: 30, revisions: 10_000 };

/** Finds a readable revision that was seen long ago and has many revisions after it. */
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
