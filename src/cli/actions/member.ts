import type { ConnectionId, MemberId } from '../../contract/ids.ts';
import type { PlanNotice, PlansApi } from '../../contract/plans.ts';
import { runAct } from '../act.ts';
import type { ActOptions } from '../act-flags.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { memberIdOf } from '../member-id.ts';
import type { Session } from '../session.ts';

export interface PeerURLOptions extends ActOptions {
  readonly peerUrls: readonly string[];
}

export interface AddOptions extends PeerURLOptions {
  readonly voter?: boolean;
}

export function add(invocation: Invocation, name: string, options: AddOptions): Promise<ExitCode> {
  const peerURLs = split(options.peerUrls);
  const isLearner = !options.voter;
  return runAct(invocation, options, {
    plan: ({ api, connection }, signal) =>
      api.plans.planMemberAdd({ connection, name, peerURLs, isLearner }, { signal }),
    added: { name, peerURLs, isLearner },
  });
}

export function promote(invocation: Invocation, of: string, options: ActOptions): Promise<ExitCode> {
  return runAct(invocation, options, {
    plan: (session, signal) =>
      planOf(session, of, signal, (plans, request) => plans.planMemberPromote(request, { signal })),
  });
}

export function remove(invocation: Invocation, of: string, options: ActOptions): Promise<ExitCode> {
  return runAct(invocation, options, {
    plan: (session, signal) =>
      planOf(session, of, signal, (plans, request) => plans.planMemberRemove(request, { signal })),
  });
}

export function update(invocation: Invocation, of: string, options: PeerURLOptions): Promise<ExitCode> {
  const peerURLs = split(options.peerUrls);
  return runAct(invocation, options, {
    plan: (session, signal) =>
      planOf(session, of, signal, (plans, request) => plans.planMemberUpdate({ ...request, peerURLs }, { signal })),
  });
}

export function replace(invocation: Invocation, of: string, name: string, options: PeerURLOptions): Promise<ExitCode> {
  const peerURLs = split(options.peerUrls);
  return runAct(invocation, options, {
    plan: (session, signal) =>
      planOf(session, of, signal, (plans, request) =>
        plans.planMemberReplace({ ...request, name, peerURLs }, { signal }),
      ),
    added: { name, peerURLs, isLearner: true },
  });
}

/** Plans an act on the member that the operator names. */
async function* planOf(
  session: Session,
  of: string,
  signal: AbortSignal,
  plan: (
    plans: PlansApi,
    request: { readonly connection: ConnectionId; readonly member: MemberId },
  ) => AsyncIterable<PlanNotice>,
): AsyncGenerator<PlanNotice, void> {
  const { api, connection } = session;
  yield* plan(api.plans, { connection, member: await memberIdOf(session, of, signal) });
}

/** Core says what is wrong with one. */
const split = (urls: readonly string[]): readonly string[] => urls.flatMap((url) => url.split(','));
