import type { Abort } from '../../contract/abort.ts';
import type { ClusterApi } from '../../contract/cluster.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { Recovery, RecoveryApi, Survivor } from '../../contract/recovery.ts';
import { isSameURL } from '../connections/endpoints.ts';
import type { OpenConnection, OpenConnections } from '../connections/held/open-connections.ts';
import type { Member } from '../etcd/cluster.ts';
import { askSurvivor, type SurvivorAnswer } from './ask-survivor.ts';
import { runbooksFor } from './make-runbooks.ts';
import { survivorsOf } from './survivors.ts';

/** What recovery needs. */
export interface RecoveryParts {
  readonly open: OpenConnections;
  /** Holds the last member list that any member gave. */
  readonly cluster: Pick<ClusterApi, 'status'>;
}

/** More addresses than any cluster has; a list of hundreds is a mistake. */
const mostEndpoints = 32;

/** The way back when quorum is lost for good. */
export function createRecovery({ open, cluster }: RecoveryParts): RecoveryApi {
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
    async survey({ connection, layout, from, without }, options): Promise<Recovery> {
      const held = open.require(connection);
      const signal = options?.signal;
      const first = await askAll(held, held.client.endpoints, signal);
      const listed = listIn(first) ?? (await remembered(held, signal));
      const answers = [...first, ...(await askAll(held, unasked(first, listed), signal))];
      const members = listIn(answers) ?? listed;
      const survivors = survivorsOf(answers, members);
      const best = bestOf(survivors, from);
      const states = answers.flatMap(({ state }) => state ?? []);
      const hasQuorum = states.some((state) => state.hasQuorum);
      const chosen = answers.find(({ endpoint }) => endpoint === best?.endpoint)?.state ?? null;
      return {
        clusterId: states[0]?.clusterId ?? null,
        hasQuorum,
        survivors,
        best: best?.endpoint ?? null,
        needsRoot: chosen?.isAuthOn ?? null,
        runbooks:
          hasQuorum || best === null || chosen === null
            ? []
            : runbooksFor({ connection: held, layout, members, survivors, answers, endpoint: best.endpoint, without }),
      };
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
  throw new EtcdeckError({ code: 'BadRequest', message: `no survivor answers at ${from}` });
}
