import type { ClusterStatus } from '../../../contract/cluster.ts';
import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { Failure } from '../../../contract/failure.ts';
import { findingWords } from '../../../contract/finding-words/every-finding.ts';
import type { Severity } from '../../../contract/findings.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import { type CataloguedSnapshot, namesCluster } from '../../../contract/snapshots.ts';
import { clusterSentence, clusterTone } from '../../parts/cluster/quorum-words.ts';
import { severityTone } from '../../parts/cluster/severity-tone.ts';
import { isAnswerWrong, secretAsked } from '../../parts/connecting/secrets-asked.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import type { StreamState } from '../../state/use-stream.ts';
import { plural } from '../../ui/format.ts';
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
  /** What was found about the members, the worst counted. */
  readonly findings: FindingsWords | null;
  /** How soon somebody is needed, 0 first; `null` while that is not known yet. */
  readonly urgency: number | null;
}

interface FindingsWords {
  readonly urgency: number;
  readonly tone: Tone;
  readonly text: string;
  /** Each in a sentence, the worst first. */
  readonly titles: readonly string[];
}

const severities = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];

/** What does not need anybody. */
export const leastUrgency = 3;

export const notChecked: HealthWords = {
  tone: 'neutral',
  text: 'Not checked',
  note: 'It needs a secret that is not stored. Open it to give it.',
  findings: null,
  urgency: leastUrgency,
};

/** Returns whether its health is asked for. A sandbox is etcdeck's own, and on this machine. */
export const isHealthChecked = ({ profile, origin, damage }: ConnectionSummary): boolean =>
  damage === null && (profile.checksHealth || origin === 'sandbox');

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
  if (failures >= profile.endpoints.length) return badWords('Does not answer', state?.failure ?? null);
  if (cluster.failure !== null) return badWords('Does not answer', cluster.failure);
  if (cluster.value === null) return { tone: 'neutral', text: 'Checking …', note: null, findings: null, urgency: null };
  const tone = clusterTone(cluster.value);
  const findings = findingsWords(cluster.value);
  return {
    tone,
    text: clusterSentence(cluster.value).text,
    note: null,
    findings,
    urgency: tone === 'bad' ? 0 : (findings?.urgency ?? leastUrgency),
  };
}

const countWords: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  critical: ['critical finding', 'critical findings'],
  warning: ['warning', 'warnings'],
  info: ['note', 'notes'],
};

function findingsWords(cluster: ClusterStatus): FindingsWords | null {
  const awake = cluster.findings.filter(({ snoozed }) => snoozed === null);
  const worst = severities.find((severity) => awake.some((each) => each.severity === severity));
  if (worst === undefined) return null;
  const count = awake.filter(({ severity }) => severity === worst).length;
  const titles = awake.map((finding) => findingWords(finding, cluster).title);
  const urgency = 1 + severities.indexOf(worst);
  return { urgency, tone: severityTone[worst], text: plural(count, ...countWords[worst]), titles };
}

/** Waiting does not mend it. */
function refusalWords(failure: Failure, profile: ConnectionProfile): HealthWords | null {
  if (failure.code === 'ConnectionUnknown') return null;
  const isSecretMissing = secretAsked(failure, profile) !== null && !isAnswerWrong(failure);
  return isSecretMissing ? notChecked : badWords('Does not open', failure);
}

function badWords(text: string, failure: Failure | null): HealthWords {
  const note = failure === null ? null : describeFailure(failure).title;
  return { tone: 'bad', text, note, findings: null, urgency: 0 };
}

/** What there is to say of the snapshots that were saved. */
export interface SnapshotWords {
  readonly text: string;
  /** The moment that follows, where there is one, and what comes after it. */
  readonly at: number | null;
  readonly after: string;
  /** More of it, where there is more. */
  readonly note: string | null;
}

/** The cluster id that every kine reports: it tells no two clusters apart, and none gives snapshots. */
const kineCluster = '0';

/** Returns whether its snapshots are worth a word: a sandbox's are not, and kine has none. */
export const hasSnapshots = ({ origin }: ConnectionSummary, clusterId: ClusterId): boolean =>
  origin !== 'sandbox' && clusterId !== kineCluster;

/** Of a cluster's snapshots and those that name none, newest first. */
export function snapshotWords(snapshots: readonly CataloguedSnapshot[]): SnapshotWords {
  const last = snapshots.find(namesCluster);
  if (last === undefined) {
    const note = 'Snapshots that were saved elsewhere, or with other tools, are not known here.';
    return { text: 'No snapshot saved here', at: null, after: '', note };
  }
  const { file, at, isThere } = last;
  return { text: 'Last snapshot', at, after: isThere === false ? ', moved or removed' : '', note: file };
}

/** Where the catalogue cannot be read. */
export const unknownSnapshotWords = (failure: Failure): SnapshotWords => ({
  text: 'Saved snapshots are not known',
  at: null,
  after: '',
  note: describeFailure(failure).title,
});
