import { createContext, type ReactNode, useContext } from 'react';
import type { MemberStatus } from '../../../contract/cluster.ts';
import type { Finding } from '../../../contract/findings.ts';

/** Something that can be done, as a button or a menu shows it. */
export interface MemberAction {
  readonly id: string;
  readonly title: string;
  readonly icon?: ReactNode;
  /** It cannot be done as long as there is no quorum. */
  readonly isHeld?: boolean;
  readonly run: () => void;
}

/** Why a change of members is held back. */
export const heldWords =
  'Without quorum no member can be added, promoted, changed or removed. Bring members back, or recover what is left.';

/** What can be done with the members shown. */
export interface MemberActions {
  /** What concerns no single member, in the head of the table: a button each. */
  readonly all: readonly MemberAction[];
  /** In the menu of a member's row. */
  readonly of: (member: MemberStatus) => readonly MemberAction[];
  /** Beside a finding: goes on where it was left, or repairs it; `null`: nothing. */
  readonly repair: (finding: Finding) => MemberAction | null;
}

const none: MemberActions = { all: [], of: () => [], repair: () => null };

export const MemberActionsContext = createContext<MemberActions>(none);

/** Returns what can be done with the members; nothing stands where there is nothing to do. */
export const useMemberActions = (): MemberActions => useContext(MemberActionsContext);
