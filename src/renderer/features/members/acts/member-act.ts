import type { MemberStatus } from '../../../../contract/cluster.ts';
import type { MemberId } from '../../../../contract/ids.ts';
import { createStore } from '../../../state/store.ts';

/** An act on members that has a dialog before its plan, or beside its work on a host. */
export type MemberAct =
  | { readonly kind: 'add' }
  | { readonly kind: 'replace' | 'peerURLs'; readonly member: MemberStatus }
  /**
   * What to run on the new member's host, until it votes. Its name is not in the member list before it has started.
   * `isMove`: it is a step of the move to other hosts, which goes on afterwards.
   */
  | { readonly kind: 'start'; readonly member: MemberId; readonly name: string; readonly isMove: boolean }
  /** The members move to other hosts, one at a time. */
  | { readonly kind: 'move' };

/** The act whose dialog is shown. */
export const memberAct = createStore<MemberAct | null>(null);

/** Shows an act's dialog; `null` closes it. */
export const showMemberAct = (act: MemberAct | null): void => memberAct.update(() => act);
