import type { Failure, MembershipErrorCode } from '../failure.ts';
import { fact, type Words, type WordTable } from './words.ts';

/** The words for `MembershipErrorCode`. */
export const membershipWords: WordTable<MembershipErrorCode> = {
  QuorumAtRisk: (failure) =>
    silentWords(failure) ?? {
      title: 'This would leave too few voting members that answer.',
      action: 'Bring the members back that do not answer, or remove one of those first.',
    },
  LastVoter: {
    title: 'The last voting member cannot be removed.',
    action: 'Add another member and promote it first.',
  },
  MembershipBusy: ({ operation }) =>
    operation === 'execute'
      ? {
          title: 'Another plan is being executed on this cluster.',
          action: 'Wait until it has ended, or stop it between two steps.',
        }
      : {
          title: 'Another change of members is not finished.',
          action: 'Start the member that was added, or promote or remove the learner, first.',
        },
  MemberLagging: ({ operation }) => ({
    title:
      operation === 'defragment'
        ? 'A member is behind the leader.'
        : 'A member is so far behind that it needs a snapshot of the leader.',
    action: 'Wait until it has caught up.',
  }),
  VersionUnsafe: (failure) => ({
    title: 'These members run a version of etcd that does this wrong.',
    action:
      failure.operation === 'memberAdd'
        ? `Remove the member that does not answer first, or update the members to ${fact(failure, 'fixed', 'a later version')}.`
        : `Update them to ${fact(failure, 'fixed', 'a later version')} first.`,
  }),
};

/** Returns the words for a member that keeps others from being defragmented; `null` for any other failure. */
export function silentWords({ operation, detail }: Failure): Words | null {
  if (operation !== 'defragment' || detail?.name === undefined) return null;
  if (detail.state === 'notStarted') {
    return { title: `${detail.name} was added and has not started.`, action: 'Start it, or remove it, and try again.' };
  }
  return {
    title: `${detail.name} does not answer, or does not follow the leader.`,
    action: 'A member that is defragmented is silent too. Wait for this one, or start it, and try again.',
  };
}
