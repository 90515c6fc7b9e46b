import type { MemberId } from '../../contract/ids.ts';
import { memberName } from '../../contract/member-name.ts';
import type { HostLayout, Runbook, Survivor } from '../../contract/recovery.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { Member } from '../etcd/cluster.ts';
import type { SurvivorAnswer, SurvivorState } from './ask-survivor.ts';
import { etcdctlLines, lacksRoot } from './etcdctl-lines.ts';
import { forceNewClusterRunbook } from './force-new-cluster-runbook.ts';
import { layouts } from './host-layout.ts';
import { recoveryHosts } from './recovery-hosts.ts';
import { restoreRunbook } from './restore-runbook.ts';
import type { RunbookWorld } from './runbook.ts';

/** What a survey found, for its runbooks. */
export interface Surveyed {
  readonly connection: Pick<OpenConnection, 'profile' | 'certificateName'>;
  readonly members: readonly Member[];
  readonly survivors: readonly Survivor[];
  readonly answers: readonly SurvivorAnswer[];
}

/** How its runbooks are made. */
export interface RunbookChoice {
  readonly layout: HostLayout;
  /** Members that are left out unless they answer. */
  readonly without: readonly MemberId[];
  /** The endpoint to recover from. */
  readonly endpoint: string;
}

/**
 * Returns the runbooks, the one to try first in front: a snapshot where it can be saved, else the survivor's own data.
 * Empty where no member list is known. A learner has a snapshot, and cannot become a cluster of one before 3.5.25.
 */
export function runbooksFor(surveyed: Surveyed, { layout, without, endpoint }: RunbookChoice): readonly Runbook[] {
  const { connection, answers, members, survivors } = surveyed;
  const states = new Map(answers.map((answer) => [answer.endpoint, answer.state]));
  const chosen = states.get(endpoint) ?? null;
  if (chosen === null) return [];
  const inOrder = [endpoint, ...survivors.map((survivor) => survivor.endpoint)];
  const known = inOrder.flatMap((one) => {
    const state = states.get(one);
    return state?.args ? [{ member: state.id, args: state.args }] : [];
  });
  const answering = new Set(answers.flatMap(({ state }) => state?.id ?? []));
  const gone = new Set(without.filter((id) => !answering.has(id)));
  const hosts = recoveryHosts(
    members.filter(({ id }) => !gone.has(id)),
    known,
  );
  const survivor = members.find(({ id }) => id === chosen.id);
  if (survivor === undefined || hosts.length === 0) return [];
  const access = { isAuthOn: chosen.isAuthOn, certificateName: connection.certificateName };
  const stamp = stampOf(chosen);
  const found = hosts.find(({ id }) => id === survivor.id);
  // The log of such a survivor has the change on which every member that joins it stops as well (3.5); a snapshot has none.
  const best = found === undefined || found.isOddlyListed ? null : found;
  const world: RunbookWorld = {
    ...{ stamp, hosts, survivor, endpoint },
    learners: members.filter(({ id, isLearner }) => isLearner && !gone.has(id)).map(memberName),
    version: chosen.version,
    layout: layouts[layout](stamp),
    etcdctl: etcdctlLines(connection.profile, access),
    lacksRoot: lacksRoot(access),
    canGoAlone: best !== null,
  };
  const runbooks = [restoreRunbook(world), ...(best === null ? [] : [forceNewClusterRunbook(world, best)])];
  return world.lacksRoot ? runbooks.toReversed() : runbooks;
}

/** The same whenever the survivor is asked again: without a quorum it applies nothing more. */
function stampOf({ clusterId, raftTerm, revision }: SurvivorState): string {
  return `${clusterId.slice(0, 8)}-t${raftTerm}-r${revision}`;
}
