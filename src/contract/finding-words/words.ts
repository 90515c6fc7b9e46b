import type { ClusterStatus, MemberStatus } from '../cluster.ts';
import type { Failure } from '../failure.ts';
import type { Words } from '../failure-words/words.ts';
import type { Finding } from '../findings.ts';
import type { FindingCommand } from './finding-command.ts';

/** What of etcdeck remedies a finding: an act with a plan, or where the matter is looked into. */
export type FindingAct =
  | 'addMember'
  | 'start'
  | 'promote'
  | 'remove'
  | 'replace'
  | 'moveLeader'
  | 'recover'
  | 'compact'
  | 'defragment'
  | 'reclaim'
  | 'compareHashes'
  | 'snapshot'
  | 'maintenance'
  | 'metrics'
  | 'versions'
  | 'access'
  | 'connection';

/** A finding in words. */
export interface FindingWords {
  readonly title: string;
  /** What was seen, with the threshold where there is one. A sentence. */
  readonly evidence: string;
  readonly remedy: string;
  /** Who says that it matters: an alert of etcd's mixin, an issue, an advisory, or `etcdeck`. */
  readonly source: string;
  /** The calls of etcdctl that remedy it, in their order. */
  readonly commands: readonly FindingCommand[];
  /** What of etcdeck remedies it; `null`: it is done on the hosts. */
  readonly act: FindingAct | null;
}

/** What findings were made from: their words take names and counts from it. */
export type Told = Pick<ClusterStatus, 'members' | 'quorum' | 'alarms'>;

/** What the words of one finding are made of. */
export interface About {
  readonly finding: Finding;
  readonly status: Told;
  /** The member that it is about; `null` for the cluster, and for a member that is gone from the list. */
  readonly member: MemberStatus | null;
  readonly name: string;
  /** How a failure is said where the words are shown: a window has what the command line lacks. */
  readonly sayFailure: (failure: Failure) => Words;
}

/** How one kind of finding is said. */
export type Say = (
  about: About,
) => Pick<FindingWords, 'title' | 'evidence' | 'remedy' | 'source' | 'act'> & Partial<Pick<FindingWords, 'commands'>>;

/** What etcdeck itself takes for worth knowing. */
export const ownRule = 'etcdeck';

/** Returns the source of a rule that etcd's own monitoring mixin has as an alert. */
export const mixin = (alert: string): string => `etcd-mixin ${alert}`;

const longest = 300;
/** Characters that steer a terminal, that do not show, or that turn round what stands beside them. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Returns a text of others on one line, printable, and of 300 characters at most, or `most`. */
export function shown(text: string, most = longest): string {
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  return cut.replace(unseen, '\u{fffd}');
}

/** Returns a fact of a finding as text, or `otherwise` where core did not send it. */
export function factOf({ detail }: Finding, name: string, otherwise: string): string {
  const value = Object.hasOwn(detail, name) ? detail[name] : undefined;
  return value === undefined || value === '' ? otherwise : shown(String(value));
}

/** Returns a fact of a finding as a number; `null` where core did not send one. */
export function numberOf({ detail }: Finding, name: string): number | null {
  const value = Object.hasOwn(detail, name) ? detail[name] : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
