import { randomUUID } from 'node:crypto';
import type { Abort } from '../../contract/abort.ts';
import type { ClusterApi } from '../../contract/cluster.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { RecoveryApi, Survey, Survivor, WaysBack } from '../../contract/recovery.ts';
import { isSameURL } from '../connections/endpoints.ts';
import type { OpenConnection, OpenConnections } from '../connections/held/open-connections.ts';
import type { Member } from '../etcd/cluster.ts';
import type { Clock } from '../ports.ts';
import { askSurvivor, type SurvivorAnswer } from './ask-survivor.ts';
import { runbooksFor, type Surveyed } from './make-runbooks.ts';
import { survivorsOf } from './survivors.ts';

/** What recovery needs. */
export interface RecoveryParts {
  readonly open: OpenConnections;
  /** Holds the last member list that any member gave. */
  readonly cluster: Pick<ClusterApi, 'status'>;
  readonly clock: Clock;
}

/** More addresses than any cluster has; a list of hundreds is a mistake. */
const mostEndpoints = 32;

/** The surveys of an open connection that are kept: each of its windows has one. */
const mostSurveys = 4;

/** A survey whose runbooks can be made. */
interface KeptSurvey extends Surveyed {
  readonly hasQuorum: boolean;
}

/** The way back when quorum is lost for good. */
export function createRecovery({ open, cluster, clock }: RecoveryParts): RecoveryApi {
  const kept = new WeakMap<OpenConnection, Map<string, KeptSurvey>>();
  /** Returns the members from the last list of this connection. Waits for members that do not answer, some seconds. */
  const remembered = async (connection: OpenConnection, signal: Abort | undefined): Promise<readonly Member[]> => {
    try {
      return (await cluster.status({ connection: connection.id }, { ...(signal && { signal }) })).members;
    } catch (error) {
      if (signal?.aborted) throw error;
      return [];
    }
  };
  return {
    async survey({ connection }, options): Promise<Survey> {
      const held = open.require(connection);
      const signal = options?.signal;
      const askedAt = clock.now();
      const first = await askAll(held, held.client.endpoints, signal);
      const listed = listIn(first) ?? (await remembered(held, signal));
      const answers = [...first, ...(await askAll(held, unasked(first, listed), signal))];
      const members = listIn(answers) ?? listed;
      const survivors = survivorsOf(answers, members);
      const states = answers.flatMap(({ state }) => state ?? []);
      const hasQuorum = states.some((state) => state.hasQuorum);
      const id = randomUUID();
      const surveys = kept.get(held) ?? new Map<string, KeptSurvey>();
      kept.set(held, surveys.set(id, { connection: held, members, survivors, answers, hasQuorum }));
      for (const old of [...surveys.keys()].slice(0, -mostSurveys)) surveys.delete(old);
      const best = bestOf(survivors, null)?.endpoint ?? null;
      return { id, askedAt, clusterId: states[0]?.clusterId ?? null, hasQuorum, survivors, best };
    },
    async waysBack({ connection, survey, layout, from, without }): Promise<WaysBack> {
      const found = kept.get(open.require(connection))?.get(survey);
      if (found === undefined) throw refused('this survey is not kept any more: ask the members again');
      const endpoint = bestOf(found.survivors, from)?.endpoint ?? null;
      const chosen = found.answers.find((answer) => answer.endpoint === endpoint)?.state ?? null;
      const isNeeded = !found.hasQuorum && endpoint !== null;
      const runbooks = isNeeded ? runbooksFor(found, { layout, without, endpoint }) : [];
      return { from: endpoint, needsRoot: chosen?.isAuthOn ?? null, runbooks };
    },
  };
}

const askAll = (
  connection: OpenConnection,
  endpoints: readonly string[],
  signal: Abort | undefined,
): Promise<readonly SurvivorAnswer[]> =>
  Promise.all(endpoints.slice(0, mostEndpoints).map((endpoint) => askSurvivor(connection, endpoint, signal)));

/** The list of the member that has applied most. */
function listIn(answers: readonly SurvivorAnswer[]): readonly Member[] | null {
  const states = answers.flatMap(({ state }) => state ?? []).filter(({ list }) => list !== null);
  const [newest] = states.toSorted((a, b) => (b.raftAppliedIndex ?? 0) - (a.raftAppliedIndex ?? 0));
  return newest?.list?.members ?? null;
}

/** The client URLs of members that did not answer so far, and were not asked there. */
function unasked(answers: readonly SurvivorAnswer[], members: readonly Member[]): readonly string[] {
  const asked = new Set(answers.map(({ endpoint }) => endpoint));
  const answering = new Set(answers.flatMap(({ state }) => state?.id ?? []));
  const urls = members.filter(({ id }) => !answering.has(id)).flatMap(({ clientURLs }) => clientURLs);
  return [...new Set(urls)].filter((url) => !asked.has(url));
}

/** Fails with `BadRequest` where the survivor chosen does not answer. */
function bestOf(survivors: readonly Survivor[], from: string | null): Survivor | null {
  const reached = survivors.filter(({ reachable }) => reachable);
  if (from === null) return reached[0] ?? null;
  const chosen = reached.find(({ endpoint }) => isSameURL(endpoint, from));
  if (chosen !== undefined) return chosen;
  throw refused(`no survivor answers at ${from}`);
}

const refused = (message: string): EtcdeckError => new EtcdeckError({ code: 'BadRequest', message });
