import type { MemberId } from '../../contract/ids.ts';
import type { Survivor } from '../../contract/recovery.ts';
import { isSameURL } from '../connections/endpoints.ts';
import type { Member } from '../etcd/cluster.ts';
import type { SurvivorAnswer } from './ask-survivor.ts';
import { behindBest, rankSurvivors } from './rank-survivors.ts';

/**
 * Returns one survivor a member, the best first: where it answers, or else one of the endpoints at which it does not.
 * Learners come after voting members that have as much. An endpoint that leads to no known member stays.
 */
export function survivorsOf(answers: readonly SurvivorAnswer[], members: readonly Member[]): readonly Survivor[] {
  const seen = new Set<MemberId>();
  const rows = [...answers]
    .sort((a, b) => Number(a.state === null) - Number(b.state === null))
    .map((answer) => ({ answer, member: memberAt(answer, members) }))
    .filter(({ answer, member }) => {
      const id = answer.state?.id ?? member?.id;
      if (id === undefined) return true;
      const isFirst = !seen.has(id);
      seen.add(id);
      return isFirst;
    })
    .sort((a, b) => Number(a.member?.isLearner ?? false) - Number(b.member?.isLearner ?? false));
  const ranked = rankSurvivors(rows.map(({ answer, member }) => toSurvivor(answer, member)));
  const [best] = ranked.filter(({ reachable }) => reachable);
  return ranked.map((survivor) => ({ ...survivor, behindBest: behindBest(survivor, best ?? null) }));
}

function memberAt({ state, endpoint }: SurvivorAnswer, members: readonly Member[]): Member | null {
  const isIt = ({ id, clientURLs }: Member): boolean =>
    state === null ? clientURLs.some((url) => isSameURL(url, endpoint)) : id === state.id;
  return members.find(isIt) ?? null;
}

function toSurvivor({ endpoint, state, failure }: SurvivorAnswer, member: Member | null): Omit<Survivor, 'behindBest'> {
  return {
    endpoint,
    id: state?.id ?? member?.id ?? null,
    name: member?.name || null,
    reachable: state !== null,
    failure,
    raftTerm: state?.raftTerm ?? null,
    raftIndex: state?.raftIndex ?? null,
    raftAppliedIndex: state?.raftAppliedIndex ?? null,
    revision: state?.revision ?? null,
  };
}
