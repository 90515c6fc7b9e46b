import type { ClusterStatus, MemberStatus } from '../../../../contract/cluster.ts';
import type { MemberId } from '../../../../contract/ids.ts';
import { memberName } from '../../../../contract/member-name.ts';
import { urlsIn } from '../../../parts/cluster/peer-urls.ts';
import { joiningOf } from './joining.ts';

/** Where one member moves to: the member that takes its place. */
export interface HostMove {
  readonly from: MemberId;
  readonly fromName: string;
  readonly name: string;
  readonly urls: string;
}

/** What is next for one move. Members are known by their peer URLs: they have no name before their start. */
export type MoveStage =
  /** Its fields are not filled in. */
  | { readonly kind: 'open' }
  | { readonly kind: 'add' }
  | { readonly kind: 'start'; readonly member: MemberStatus }
  | { readonly kind: 'catchUp'; readonly member: MemberStatus }
  | { readonly kind: 'promote'; readonly member: MemberStatus }
  | { readonly kind: 'remove'; readonly member: MemberStatus }
  | { readonly kind: 'done' };

/** Returns how far a move is, by the members as they are now: nothing else is remembered. */
export function stageOf({ from, name, urls }: HostMove, status: Pick<ClusterStatus, 'members'>): MoveStage {
  const peerURLs = urlsIn(urls);
  const old = status.members.find(({ id }) => id === from);
  const next = status.members.find(
    (member) => member.id !== from && peerURLs.some((url) => member.peerURLs.includes(url)),
  );
  if (next === undefined) return peerURLs.length === 0 || name.trim() === '' ? { kind: 'open' } : { kind: 'add' };
  switch (joiningOf(status, next.id)) {
    case 'gone':
    case 'added':
      return { kind: 'start', member: next };
    case 'silent':
    case 'behind':
      return { kind: 'catchUp', member: next };
    case 'ready':
      return { kind: 'promote', member: next };
    case 'votes':
      return old === undefined ? { kind: 'done' } : { kind: 'remove', member: old };
  }
}

/** Returns the index of the move that is under way: one is finished before the next one begins. -1: none is left. */
export function currentMove(moves: readonly HostMove[], status: Pick<ClusterStatus, 'members'>): number {
  const stages = moves.map((move) => stageOf(move, status).kind);
  const begun = stages.findIndex((kind) => kind !== 'done' && kind !== 'open' && kind !== 'add');
  return begun === -1 ? stages.indexOf('add') : begun;
}

/**
 * Returns the moves together with those of members that came since. One whose member is gone, and that names no host, is
 * left out.
 */
export function movesOf(kept: readonly HostMove[], { members }: Pick<ClusterStatus, 'members'>): readonly HostMove[] {
  const left = kept.filter(({ from, urls }) => urls.trim() !== '' || members.some(({ id }) => id === from));
  const known = new Set<string>(left.flatMap(({ from, urls }) => [from, ...urlsIn(urls)]));
  const isNew = ({ id, name, isLearner, peerURLs }: MemberStatus): boolean =>
    !isLearner && name !== '' && ![id, ...peerURLs].some((each) => known.has(each));
  return [
    ...left,
    ...members.filter(isNew).map((member) => ({ from: member.id, fromName: memberName(member), name: '', urls: '' })),
  ];
}

/** Reads moves that a window remembered; `null` where they are not such. */
export function readMoves(value: unknown): readonly HostMove[] | null {
  if (!Array.isArray(value)) return null;
  const moves = value.flatMap((each: unknown): readonly HostMove[] => {
    if (typeof each !== 'object' || each === null) return [];
    const { from, fromName, name, urls } = each as Partial<Record<keyof HostMove, unknown>>; // each is checked below
    const isText = [from, fromName, name, urls].every((text) => typeof text === 'string');
    // An id that is no member's any more is a move that is done.
    return isText ? [{ from: from as MemberId, fromName: `${fromName}`, name: `${name}`, urls: `${urls}` }] : [];
  });
  return moves.length === value.length ? moves : null;
}
