import type { ClusterStatus, MemberStatus } from '../cluster.ts';
import type { Failure } from '../failure.ts';
import type { Words } from '../failure-words/words.ts';
import type { Finding } from '../findings.ts';
import { listed } from '../member-words.ts';
import type { FindingCommand } from './finding-command.ts';

/** The remedy of a finding in etcdeck: an act with a plan, or a place to look. */
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
  /** The observation with its threshold, if any. A sentence. */
  readonly evidence: string;
  readonly remedy: string;
  /** The source of the rule: an alert of etcd's mixin, an issue, an advisory, or `etcdeck`. */
  readonly source: string;
  /** The calls of etcdctl that remedy it, in their order. */
  readonly commands: readonly FindingCommand[];
  /** The remedy in etcdeck; `null`: it is done on the hosts. */
  readonly act: FindingAct | null;
}

/** The status behind findings; their words take names and counts from it. */
export type Told = Pick<ClusterStatus, 'members' | 'quorum' | 'alarms'>;

/** The input of the words of one finding. */
export interface About {
  readonly finding: Finding;
  readonly status: Told;
  /** The member that it is about; `null` for the cluster, and for a member that is gone from the list. */
  readonly member: MemberStatus | null;
  readonly name: string;
  /** Returns the words of a failure, which differ between the window and the command line. */
  readonly sayFailure: (failure: Failure) => Words;
}

/** Returns the words of findings of one code. */
export type Say = (
  about: About,
) => Pick<FindingWords, 'title' | 'evidence' | 'remedy' | 'source' | 'act'> & Partial<Pick<FindingWords, 'commands'>>;

/** Returns the words of the same finding of several members, in place of those of the first; `names`: the members'. */
export type SayOfSeveral = (
  findings: readonly Finding[],
  names: readonly string[],
) => Pick<FindingWords, 'title' | 'evidence'> & Partial<Pick<FindingWords, 'remedy'>>;

/** The source of etcdeck's own rules. */
export const ownRule = 'etcdeck';

/** Returns the source of a rule that etcd's own monitoring mixin has as an alert. */
export const mixin = (alert: string): string => `etcd-mixin ${alert}`;

const longest = 300;
/** Characters that control a terminal, are invisible, or change the direction of text. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Returns foreign text on one line, printable, of at most `most` characters. */
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

const mostListed = 5;

/** Returns texts as a list, each once, and how many there are beyond five. */
export function listedSome(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  if (all.length <= mostListed) return listed(all);
  return listed([...all.slice(0, mostListed), `${all.length - mostListed} more`]);
}
