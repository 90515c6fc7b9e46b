import { mostLabMembers } from '../../contract/lab.ts';
import type { Command } from '../state/commands.ts';
import { anyLab, showLabStart } from '../state/lab-start.ts';
import { LabIcon } from '../ui/icons.tsx';

/** Offers a lab of members to choose. */
export const startLab: Command = {
  id: 'lab.start',
  title: 'Start a quorum lab…',
  group: 'Connections',
  keywords: 'raft election partition quorum learn lessons rehearse sandbox',
  icon: <LabIcon />,
  run: () => showLabStart(anyLab),
};

const labName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** Whether a lab's member may be called so. */
export const isLabName = (name: string): boolean => labName.test(name);

/** The names that a copy's members take over; `null` where these cannot be members of a lab. */
export function labNamesOf(members: readonly { readonly name: string; readonly isLearner: boolean }[]) {
  const names = members.filter(({ isLearner }) => !isLearner).map(({ name }) => name);
  const fit = names.length > 0 && names.length <= mostLabMembers && new Set(names).size === names.length;
  return fit && names.every(isLabName) ? names : null;
}

/** Offers a lab that is built from a snapshot, with members of these names. */
export const showLabFrom = (snapshot: string, members: readonly string[] | null): void =>
  showLabStart({ snapshot, members, copyOf: null });
