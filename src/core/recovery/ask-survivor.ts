import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { ClusterId, MemberId } from '../../contract/ids.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { isAuthOn, isKeptFromUser } from '../etcd/auth.ts';
import { type MemberList, memberList } from '../etcd/cluster.ts';
import { toEtcdeckError } from '../etcd/failures.ts';
import { head, range, smallestKey } from '../etcd/kv.ts';
import { status } from '../etcd/maintenance.ts';
import { isEtcdErrorCode } from '../etcd/rpctypes.ts';
import { askDebugVars } from '../members/command-line/debug-vars.ts';

/** What a member said that answers. Unknown is `null`. */
export interface SurvivorState {
  readonly id: MemberId;
  readonly clusterId: ClusterId;
  /** `null` where the user may not read the status, which late releases of 3.5 give to root only. */
  readonly version: string | null;
  readonly isLearner: boolean;
  readonly raftTerm: number;
  readonly raftIndex: number | null;
  readonly raftAppliedIndex: number | null;
  readonly revision: number;
  /** Its member list; `null` where it gives none, as a learner. */
  readonly list: MemberList | null;
  /** Whether a linearizable read was answered here. */
  readonly hasQuorum: boolean;
  readonly isAuthOn: boolean | null;
  /** The command line that started it. */
  readonly args: readonly string[] | null;
}

/** What came of asking one endpoint. */
export type SurvivorAnswer =
  | { readonly endpoint: string; readonly state: SurvivorState; readonly failure: null }
  | { readonly endpoint: string; readonly state: null; readonly failure: Failure };

/** How long a member may take for what it answers at once when it answers at all. */
const memberMs = 3_000;
/** A linearizable read waits for an election, which takes a second or two. */
const quorumMs = 4_000;

/**
 * Asks one endpoint for everything that a recovery needs. Nobody is authenticated, which needs quorum: only the client
 * certificate counts. Rejects with `Cancelled` only.
 */
export async function askSurvivor(
  connection: OpenConnection,
  endpoint: string,
  signal: Abort | undefined,
): Promise<SurvivorAnswer> {
  const { client, certificateName } = connection;
  const bounds = { endpoint, signal, timeoutMs: memberMs, token: null };
  const [told, vars] = await Promise.all([
    outcomeOf(statusAt(connection, bounds)),
    outcomeOf(askDebugVars(connection, endpoint, { signal, timeoutMs: memberMs })),
  ]);
  if (told.failure !== null) {
    return { endpoint, state: null, failure: whySilent(told.failure, vars.failure, endpoint) };
  }
  const [list, hasQuorum, auth] = await Promise.all([
    outcomeOf(memberList(client, bounds)),
    isReadThroughLog(connection, { ...bounds, timeoutMs: quorumMs }),
    outcomeOf(isAuthOn(client, certificateName !== null, bounds)),
  ]);
  const { commit = null, applied = null, args = null } = vars.value ?? {};
  const { raftIndex, raftAppliedIndex, ...state } = told.value;
  return {
    endpoint,
    failure: null,
    state: {
      ...state,
      raftIndex: larger(raftIndex, commit),
      raftAppliedIndex: larger(raftAppliedIndex, applied),
      list: list.value,
      hasQuorum,
      isAuthOn: auth.value,
      args,
    },
  };
}

interface AskBounds {
  readonly endpoint: string;
  readonly signal: Abort | undefined;
  readonly timeoutMs: number;
  readonly token: null;
}

async function statusAt({ client }: OpenConnection, { endpoint, ...bounds }: AskBounds) {
  try {
    const { memberId: id, ...found } = await status(client, endpoint, bounds);
    const { clusterId, version, isLearner, raftTerm, raftIndex, raftAppliedIndex, revision } = found;
    return { id, clusterId, version, isLearner, raftTerm, raftIndex, raftAppliedIndex, revision };
  } catch (error) {
    if (!isKeptFromUser(error)) throw error;
  }
  // An empty transaction needs no permission, and its header has the term.
  const { memberId: id, clusterId, raftTerm, revision } = await head(client, { endpoint, ...bounds });
  const unknown = { version: null, isLearner: false, raftIndex: null, raftAppliedIndex: null };
  return { id, clusterId, raftTerm, revision, ...unknown };
}

/** The user's permissions are checked behind the confirmation of the leader: a denied key shows as much as a read one. */
async function isReadThroughLog({ client }: OpenConnection, bounds: AskBounds): Promise<boolean> {
  const request = { key: smallestKey, limit: 1, keysOnly: true };
  const { failure } = await outcomeOf(range(client, request, bounds));
  return failure === null || isKeptFromUser(new EtcdeckError(failure));
}

type Outcome<T> = { readonly value: T; readonly failure: null } | { readonly value: null; readonly failure: Failure };

/** Rejects with `Cancelled` only. */
async function outcomeOf<T>(work: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work, failure: null };
  } catch (error) {
    const failure = toEtcdeckError(error, { operation: 'survey', isWrite: false });
    if (failure.code === 'Cancelled') throw failure;
    return { value: null, failure: failure.toFailure() };
  }
}

const larger = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** gRPC hides why it has no connection: the plain dial beside it says so, and whether anything accepts connections. */
function whySilent(told: Failure, dialled: Failure | null, endpoint: string): Failure {
  if (dialled === null || isEtcdErrorCode(told.code) || told.code === 'EndpointUnprotected') return told;
  const isAccepted = dialled.detail?.step === 'tls' || dialled.detail?.step === 'http';
  const isLate = dialled.code === 'DeadlineExceeded' || dialled.code === 'ConnectTimeout';
  if (!isAccepted || !isLate) return { ...dialled, endpoint };
  const message =
    'it accepts connections and answers nothing: so does a member that was restarted without a quorum, or that hangs';
  return { code: 'DeadlineExceeded', message, endpoint, operation: 'status', retry: true };
}
