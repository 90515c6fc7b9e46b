import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { Failure } from '../../../contract/failure.ts';
import { writesCondition } from '../../../contract/writes-condition.ts';
import { clusterTone, refusalReasons, votersAnswer } from '../../parts/cluster/quorum-words.ts';
import { isAnswerWrong, secretAsked } from '../../parts/connecting/secrets-asked.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import type { StreamState } from '../../state/use-stream.ts';
import type { Tone } from '../../ui/StatusChip.tsx';

/** How a connection that is held for its health stands. */
export interface HeldState {
  readonly state: ConnectionState | null;
  /** Failed attempts in a row: with as many as there are endpoints, none of them answers. */
  readonly failures: number;
}

export const notHeld: HeldState = { state: null, failures: 0 };

export const foldState = (before: HeldState, state: ConnectionState): HeldState => ({
  state,
  failures: state.phase === 'connected' ? 0 : before.failures + (state.failure === null ? 0 : 1),
});

export interface HealthWords {
  readonly tone: Tone;
  readonly text: string;
  /** More of it, where there is more. */
  readonly note: string | null;
}

export const notChecked: HealthWords = {
  tone: 'neutral',
  text: 'not checked',
  note: 'It needs a secret that is not stored. Open it to give it.',
};

/** Returns whether it can be opened without asking for a secret, by its profile. */
export const hasItsSecrets = ({ profile, ...has }: ConnectionSummary): boolean =>
  (profile.user === null || has.hasPassword) &&
  (profile.tls.certPem === undefined || profile.tls.keyFile !== null || has.hasPrivateKey) &&
  (profile.ssh?.auth !== 'password' || has.hasSshPassword);

/** What there is to say of a connection's health; `null` once it is gone. */
export function healthWords(
  profile: ConnectionProfile,
  held: StreamState<HeldState>,
  cluster: StreamState<ClusterStatus | null>,
): HealthWords | null {
  if (held.phase === 'ended') return null;
  if (held.phase === 'failed' && held.failure !== null) return refusalWords(held.failure, profile);
  const { state, failures } = held.value;
  if (failures >= profile.endpoints.length) return badWords('does not answer', state?.failure ?? null);
  if (cluster.failure !== null) return badWords('does not answer', cluster.failure);
  if (cluster.value === null) return { tone: 'neutral', text: 'checking', note: null };
  const tone = clusterTone(cluster.value);
  const answer = votersAnswer(cluster.value.quorum);
  const condition = writesCondition(cluster.value);
  if (condition === 'working') return { tone, text: answer, note: null };
  if (condition === 'noQuorum') return { tone, text: 'no quorum', note: `${answer}.` };
  return { tone, text: 'writes refused', note: `${answer}, and ${refusalReasons[condition]}.` };
}

/** Waiting does not mend it. */
function refusalWords(failure: Failure, profile: ConnectionProfile): HealthWords | null {
  if (failure.code === 'ConnectionUnknown') return null;
  const isSecretMissing = secretAsked(failure, profile) !== null && !isAnswerWrong(failure);
  return isSecretMissing ? notChecked : badWords('does not open', failure);
}

function badWords(text: string, failure: Failure | null): HealthWords {
  return { tone: 'bad', text, note: failure === null ? null : describeFailure(failure).title };
}
