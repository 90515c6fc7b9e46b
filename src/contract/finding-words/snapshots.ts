import { formatDuration } from '../figures.ts';
import { factOf, numberOf, ownRule, type Say } from './words.ts';

/** The words of findings about snapshots. */
export const snapshotWords = {
  NoSnapshot: ({ finding }) => ({
    title: 'No snapshot of this cluster is known',
    evidence: finding.detail.folder
      ? `${factOf(finding, 'folder', '')} holds none, and none was saved from here.`
      : 'None was saved from here.',
    remedy: 'Save one now, and every day from then on, to another machine.',
    commands: [{ words: ['snapshot', 'save', 'snapshot.db'], endpoint: null }],
    ...{ source: ownRule, act: 'snapshot' },
  }),
  SnapshotOld: ({ finding }) => {
    const hours = numberOf(finding, 'hours');
    const age = hours === null ? 'long ago' : `${formatDuration(hours * 3_600_000)} ago`;
    return {
      title: `The last snapshot was saved ${age}`,
      evidence: `${factOf(finding, 'file', 'The newest one')} was saved ${age}; more than a day is old.`,
      remedy: 'What was written since would be lost: save one now, and see why the schedule does not.',
      commands: [{ words: ['snapshot', 'save', 'snapshot.db'], endpoint: null }],
      ...{ source: ownRule, act: 'snapshot' },
    };
  },
} as const satisfies Readonly<Record<string, Say>>;
