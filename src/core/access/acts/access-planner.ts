import type { ClusterApi } from '../../../contract/cluster.ts';
import { etcdctlHead } from '../../../contract/etcdctl-line.ts';
import type { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { PlanConsequence } from '../../../contract/plan-consequences.ts';
import { shellWord } from '../../../contract/shell-quote.ts';
import type { OpenConnection, OpenConnections } from '../../connections/held/open-connections.ts';
import { headOfAny } from '../../etcd/kv.ts';
import type { Operation } from '../../plans/operation.ts';
import type { PlanStore } from '../../plans/plan-store.ts';
import type { Planner } from '../../plans/planning.ts';
import type { OperationsDraft } from '../../plans/stored-plan.ts';
import { type AccessModel, readAccessModel } from '../access-model.ts';
import { changesBetween, countedChanges, type UserRanges, userRanges } from './access-changes.ts';
import { type AccessAct, accessOperation } from './access-operation.ts';
import { passwordObstacle } from './password-versions.ts';

/** What plans for users and roles need. */
export interface AccessPlanParts {
  readonly open: OpenConnections;
  readonly cluster: Pick<ClusterApi, 'status'>;
  readonly store: PlanStore;
}

/** What a planner has in hand. */
export interface AccessPlanning {
  readonly held: OpenConnection;
  readonly model: AccessModel;
  /** Makes the plan's only operation of an act. */
  readonly operation: (act: AccessAct) => readonly Operation[];
  /** Spells a line of etcdctl with the connection's own flags; names that begin with a dash are no flags. */
  readonly line: (command: string, ...names: readonly string[]) => string;
  /** Returns why no password can be set; `null` where one can. */
  readonly passwordObstacle: (signal: AbortSignal) => Promise<EtcdeckError | null>;
}

/** What a planner adds to what all plans for users and roles have. */
export interface AccessDraft extends Pick<OperationsDraft, 'act' | 'operations' | 'etcdctl'> {
  /** What it changes, as in `Deleted the user ann`. */
  readonly what: string;
  /** The text to type where a click is not enough; the connection's name by default. */
  readonly confirmedBy?: string;
  readonly obstacle?: EtcdeckError | null;
  readonly consequences?: readonly PlanConsequence[];
  /** The users and roles afterwards, as far as they change. */
  readonly after?: Partial<Pick<AccessModel, 'users' | 'roles'>>;
  /** What each user may do before and after, where that is not by roles alone. */
  readonly between?: { readonly before: UserRanges; readonly after: UserRanges };
}

/** Reads the users and roles, has a plan drafted for them, and stores it. Changes nothing. */
export async function* planAccess(
  { open, cluster, store }: AccessPlanParts,
  connection: ConnectionId,
  draft: (planning: AccessPlanning) => AccessDraft | Promise<AccessDraft>,
  signal: AbortSignal,
): Planner {
  const held = open.require(connection);
  const { client, profile } = held;
  const model = await readAccessModel(held, { signal });
  const { revision } = await headOfAny(client, { signal });
  const line = (command: string, ...names: readonly string[]): string => {
    const end = names.some((name) => name.startsWith('-')) ? ['--'] : [];
    return [etcdctlHead(profile), command, ...end, ...names.map(shellWord)].join(' ');
  };
  const operation = (act: AccessAct) => [accessOperation(held, model, act)];
  const drafted = await draft({
    ...{ held, model, operation, line },
    passwordObstacle: (signal) => passwordObstacle(cluster, held, signal),
  });
  const { before, after } = drafted.between ?? {
    before: userRanges(model),
    after: userRanges({ users: model.users, roles: model.roles, ...drafted.after }),
  };
  const changes = changesBetween(before, after);
  const accessChanges = await countedChanges(client, changes, { signal });
  const count = (which: 'gains' | 'loses'): number =>
    new Set(changes.filter(({ change }) => change === which).map(({ user }) => user)).size;
  const [gainers, losers, unlisted] = [count('gains'), count('loses'), changes.length - accessChanges.length];
  const own = profile.user ?? held.certificateName;
  const isOwn = changes.some(({ user, change }) => change === 'loses' && user === own);
  const consequences: readonly PlanConsequence[] = [
    ...(gainers > 0 ? (['GivesAccess'] as const) : []),
    ...(losers > 0 ? (['TakesAccess'] as const) : []),
    ...(isOwn && model.isAuthOn !== false ? (['TakesOwnAccess'] as const) : []),
    ...(unlisted > 0 ? (['MoreAccessChanges'] as const) : []),
    ...(drafted.consequences ?? []),
    ...(model.isAuthOn === false && drafted.between === undefined ? (['NotEnforcedYet'] as const) : []),
  ];
  const { act, operations, etcdctl, what, confirmedBy = profile.name, obstacle = null } = drafted;
  yield await store.addOperations(
    {
      ...{ act, operations, etcdctl, confirmedBy, obstacle, consequences, accessChanges },
      ...{ connection: held, revision, kubectl: [], quorum: null },
      subject: { kind: 'access', what },
      figures: { gainers, losers, unlisted },
    },
    signal,
  );
}
