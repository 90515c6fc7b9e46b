import type { LabNoUndo } from '../../../../contract/lab/acts.ts';
import type { ProgramPlaces } from '../../../programs/find-etcd.ts';
import type { ClusterMember } from '../lab-member.ts';
import type { LabMembers } from '../lab-members.ts';
import type { ActBounds, MemberActs } from '../member-acts.ts';
import { labActRefused } from '../version-rules.ts';

/** What an act works on, how it tells its steps, and what stops it. */
export interface Acting extends ActBounds {
  readonly members: LabMembers;
  /** Changes members through the cluster's own plans. */
  readonly cluster: MemberActs;
  readonly places: ProgramPlaces;
}

/** Is thrown by what takes an act back where it never can be any more. */
export class NoUndo extends Error {
  readonly reason: LabNoUndo;

  constructor(reason: LabNoUndo) {
    super(reason);
    this.reason = reason;
  }
}

/** Takes an act back. Fails with `LabActRefused` and `NoUndo`. */
export type Undo = (acting: Acting) => Promise<void>;

/** Returns an undo that is refused where its member has left, and another may have its name. */
export const whileThere =
  (member: ClusterMember, undo: Undo): Undo =>
  async (acting) => {
    if (!acting.members.all.includes(member)) {
      throw labActRefused(`${member.name}, which this was done to, is no member of this lab any more`);
    }
    await undo(acting);
  };

/** How an act that was done is taken back, or why it cannot be. */
export type Undoing = Undo | LabNoUndo;

/** Carries an act out. */
export type Doing = (acting: Acting) => Promise<Undoing>;
