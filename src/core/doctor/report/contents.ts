import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import type { CheckName, CheckState, Examination } from '../../../contract/doctor.ts';
import type { EtcdctlProfile } from '../../../contract/etcdctl-line.ts';
import { wordsOf } from '../../../contract/failure-words/every-failure.ts';
import { formatBytes, formatCount, formatDuration } from '../../../contract/figures.ts';
import { findingWords } from '../../../contract/finding-words/every-finding.ts';
import { commandText } from '../../../contract/finding-words/finding-command.ts';
import { shown } from '../../../contract/finding-words/words.ts';
import type { Finding } from '../../../contract/findings.ts';
import { memberName } from '../../../contract/member-name.ts';
import type { MetricId } from '../../../contract/metrics.ts';
import type { CommandLines } from '../command-lines.ts';
import type { MemberReading } from '../reading.ts';
import type { Part, Report } from './parts.ts';

/** The facts of a report. */
export interface ReportInput {
  readonly examination: Examination;
  readonly status: ClusterStatus;
  readonly readings: readonly MemberReading[];
  readonly commandLines: CommandLines;
  readonly profile: EtcdctlProfile & Pick<ConnectionProfile, 'name'>;
  /** The product's version. */
  readonly version: string;
}

/** Returns the contents of a report in no format. */
export function contentsOf({ examination, status, readings, commandLines, profile, version }: ReportInput): Report {
  const { findings, checks, at, clusterId } = examination;
  const { quorum, members } = status;
  const shownNow = findings.filter(({ snoozed }) => snoozed === null);
  const snoozed = findings.filter((finding) => finding.snoozed !== null);
  return {
    title: `etcd cluster ${clusterId}`,
    parts: [
      {
        kind: 'text',
        text: `Examined at ${isoTime(at)} by etcdeck ${version}, through the connection ${shown(profile.name)} (${profile.endpoints.map((one) => shown(one)).join(', ')}).`,
      },
      {
        kind: 'text',
        text: `${quorum.healthy} of ${quorum.voters} voting members healthy, ${quorum.needed} needed; ${quorum.tolerance} more may fail. Alarms: ${status.alarms.join(', ') || 'none'}.`,
      },
      { kind: 'heading', text: 'Findings' },
      ...(shownNow.length === 0 ? [{ kind: 'text', text: 'Nothing was found.' } as const] : []),
      ...shownNow.map((finding) => findingPart(finding, status, profile)),
      ...(snoozed.length === 0 ? [] : [{ kind: 'heading', text: 'Snoozed findings' } as const]),
      ...snoozed.map((finding) => findingPart(finding, status, profile)),
      { kind: 'heading', text: 'What was examined' },
      { kind: 'table', head: ['part', 'state', 'at', 'why not'], rows: checks.map(checkRow) },
      { kind: 'heading', text: 'Members' },
      {
        kind: 'table',
        head: ['name', 'id', 'role', 'health', 'version', 'database', 'in use', 'quota', 'term', 'applied', 'revision'],
        rows: members.map(memberRow),
      },
      { kind: 'heading', text: 'Configuration seen' },
      {
        kind: 'table',
        head: ['name', 'client URLs', 'peer URLs'],
        rows: members.map((member) => [
          shown(memberName(member)),
          member.clientURLs.map((url) => shown(url)).join(' '),
          member.peerURLs.map((url) => shown(url)).join(' '),
        ]),
      },
      ...flagsParts(commandLines, members),
      { kind: 'heading', text: 'Metrics' },
      ...metricsParts(readings, members),
    ],
  };
}

/** The flags in a report: tuning and protection, without paths, tokens and any other flag. */
const shownFlags: readonly string[] = [
  ...['quota-backend-bytes', 'auto-compaction-mode', 'auto-compaction-retention', 'heartbeat-interval'],
  ...['election-timeout', 'snapshot-count', 'max-request-bytes', 'max-txn-ops', 'metrics', 'listen-metrics-urls'],
  ...['client-cert-auth', 'peer-client-cert-auth', 'tls-min-version', 'pre-vote', 'feature-gates'],
  ...['listen-client-urls', 'listen-peer-urls', 'corrupt-check-time', 'experimental-corrupt-check-time'],
  'strict-reconfig-check',
];

function flagsParts(commandLines: CommandLines, members: readonly MemberStatus[]): readonly Part[] {
  const told = members.flatMap((member) => {
    const flags = commandLines.get(member.id);
    return flags === undefined ? [] : [{ name: shown(memberName(member)), flags }];
  });
  const rows = shownFlags
    .map((flag) => [`--${flag}`, ...told.map(({ flags }) => shown(flags.get(flag) ?? ''))])
    .filter(([, ...values]) => values.some((value) => value !== ''));
  return rows.length === 0 ? [] : [{ kind: 'table', head: ['flag', ...told.map(({ name }) => name)], rows }];
}

function findingPart(finding: Finding, status: ClusterStatus, profile: EtcdctlProfile): Part {
  const words = findingWords(finding, status);
  const { since, snoozed, severity, code } = finding;
  return {
    kind: 'finding',
    severity,
    title: words.title,
    lines: [
      words.evidence,
      words.remedy,
      `${code}; source: ${words.source}${since === null ? '' : `; seen since ${isoTime(since)}`}.`,
      ...(snoozed === null
        ? []
        : [
            `Snoozed${snoozed.until === null ? '' : ` until ${isoTime(snoozed.until)}`}: ${shown(snoozed.reason, 600)}`,
          ]),
    ],
    commands: words.commands.length === 0 ? [] : commandText(profile, words.commands).split('\n'),
  };
}

const checkNames: Readonly<Record<CheckName, string>> = {
  status: 'members',
  metrics: 'metrics',
  versions: 'versions',
  certificates: 'certificates',
  exposure: 'exposure',
  history: 'history and compaction',
  snapshots: 'snapshots',
  hash: 'hashes of the data',
};

const checkRow = ({ name, state, at, failure }: CheckState): readonly string[] => [
  checkNames[name],
  state,
  at === null ? '' : isoTime(at),
  failure === null ? '' : shown(wordsOf(failure).title),
];

function memberRow(member: MemberStatus): readonly string[] {
  const { id, isLearner, isLeader, healthy, version, dbSize, dbSizeInUse, dbSizeQuota } = member;
  const role = isLearner ? 'learner' : isLeader === true ? 'leader' : isLeader === null ? 'unknown' : 'follower';
  const health = healthy === null ? 'not asked' : healthy ? 'healthy' : shown(whyUnhealthy(member));
  const sizes = [dbSize, dbSizeInUse, dbSizeQuota].map((bytes) => (bytes === null ? '' : formatBytes(bytes)));
  const { raftTerm, raftAppliedIndex, revision } = member;
  const numbers = [raftTerm, raftAppliedIndex, revision].map((number) => (number === null ? '' : String(number)));
  return [shown(memberName(member)), id, role, health, shown(version ?? ''), ...sizes, ...numbers];
}

const whyUnhealthy = ({ failure }: MemberStatus): string => (failure === null ? 'not healthy' : wordsOf(failure).title);

type Write = (value: number) => string;

const seconds: Write = (value) => formatDuration(value * 1_000);
const count: Write = (value) => formatCount(Math.round(value));
const perSecond: Write = (value) => `${Number(value.toPrecision(3))}/s`;
const bytesPerSecond: Write = (value) => `${formatBytes(value)}/s`;

const figures: readonly (readonly [MetricId, string, Write])[] = [
  ['leaderChanges', 'leader changes', count],
  ['proposalsCommitted', 'proposals committed', perSecond],
  ['proposalsPending', 'proposals pending', count],
  ['proposalsFailed', 'proposals failed', perSecond],
  ['applyLag', 'entries to apply', count],
  ['fsyncP99', 'sync of the log, p99', seconds],
  ['commitP99', 'commit of the database, p99', seconds],
  ['peerRoundTripP99', 'round trip to peers, p99', seconds],
  ['grpcRate', 'requests', perSecond],
  ['grpcErrorRate', 'failed requests', perSecond],
  ['clientReceived', 'from clients', bytesPerSecond],
  ['clientSent', 'to clients', bytesPerSecond],
  ['keys', 'keys', count],
  ['watchers', 'watchers', count],
  ['slowWatchers', 'slow watchers', count],
  ['memory', 'memory', formatBytes],
  ['openFiles', 'open files', count],
];

function metricsParts(readings: readonly MemberReading[], members: readonly MemberStatus[]): readonly Part[] {
  const read = readings.filter(({ failure }) => failure === null);
  if (read.length === 0) return [{ kind: 'text', text: 'No metrics were read.' }];
  const names = read.map((reading) => {
    const member = members.find(({ id }) => id === reading.member);
    return shown(member === undefined ? reading.member : memberName(member));
  });
  const rows = figures
    .map(([id, name, write]) => [name, ...read.map(({ values }) => writtenOr(values[id], write))])
    .filter(([, ...cells]) => cells.some((cell) => cell !== ''));
  return [{ kind: 'table', head: ['', ...names], rows }];
}

const writtenOr = (value: number | undefined, write: Write): string => (value === undefined ? '' : write(value));

const latest = 8.64e15;

/** Returns a time in UTC, to the second. */
export function isoTime(at: number): string {
  return Math.abs(at) > latest ? 'an unknown time' : new Date(at).toISOString().replace(/\.[0-9]{3}Z$/, 'Z');
}
