import { formatDuration, plural } from '../figures.ts';
import type { FindingCommand } from './finding-command.ts';
import { factOf, numberOf, ownRule, type Say, shown, type Told } from './words.ts';

/** The words of findings about snapshots. */
export const snapshotWords = {
  NoSnapshot: ({ finding, status }) => ({
    title: 'No snapshot of this cluster is known',
    evidence: finding.detail.folder
      ? `${factOf(finding, 'folder', '')} holds none, and none was saved from here.`
      : 'None was saved from here.',
    remedy: 'Save one now, and every day from then on, to another machine.',
    commands: saveCommand(status),
    ...{ source: ownRule, act: 'snapshot' },
  }),
  SnapshotOld: ({ finding, status }) => {
    const hours = numberOf(finding, 'hours');
    const age = hours === null ? 'long ago' : `${formatDuration(hours * 3_600_000)} ago`;
    return {
      title: `The last snapshot was saved ${age}`,
      evidence: `${factOf(finding, 'file', 'The newest one')} was saved ${age}; more than a day is old.`,
      remedy: 'What was written since would be lost: save one now, and see why the schedule does not.',
      commands: saveCommand(status),
      ...{ source: ownRule, act: 'snapshot' },
    };
  },
  SnapshotDamaged: ({ finding, status }) => ({
    title: 'The newest snapshot is damaged',
    evidence: `${factOf(finding, 'file', 'The newest one')}: ${factOf(finding, 'evidence', 'it is not whole').replace(/[.]$/, '')}.`,
    remedy: 'Save from another member now, and compare the members’ hashes: a member’s database may be damaged.',
    commands: saveCommand(status),
    ...{ source: ownRule, act: 'snapshot' },
  }),
  SnapshotScheduleFails: ({ finding, sayFailure }) => {
    const missed = numberOf(finding, 'missed') ?? 0;
    const runs = missed === 0 ? '' : `${plural(missed, 'run')} did not take place while etcdeck did not run.`;
    const failure = finding.failure === null ? null : sayFailure(finding.failure);
    return {
      title: failure === null ? 'Scheduled snapshots were missed' : 'The scheduled snapshot fails',
      evidence:
        [failure === null ? '' : shown(failure.title), runs].filter((part) => part !== '').join(' ') ||
        'The last run did not take place.',
      remedy:
        failure === null
          ? 'Keep etcdeck running where the schedule is, as “etcdeck serve”, or save from cron instead.'
          : shown(failure.action, 1_000),
      ...{ source: ownRule, act: 'snapshot' },
    };
  },
} as const satisfies Readonly<Record<string, Say>>;

/** etcdctl saves a snapshot of exactly one endpoint. A follower comes first: sending its database burdens no writes. */
function saveCommand({ members }: Told): readonly FindingCommand[] {
  const answering = members.filter(({ healthy, endpoint }) => healthy === true && endpoint !== null);
  const voters = answering.filter(({ isLearner }) => !isLearner);
  const endpoint = (voters.find(({ isLeader }) => isLeader === false) ?? voters[0] ?? answering[0])?.endpoint ?? null;
  return endpoint === null ? [] : [{ words: ['snapshot', 'save', 'snapshot.db'], endpoint }];
}
