import type { LabAct } from '../../../../contract/lab/acts.ts';
import type { LabFrame } from '../../../../contract/lab/frames.ts';
import { isCutOff, partsOf } from './lab-facts.ts';

/** What cutting members off is, or bringing them back where they all are cut off. */
export interface Partition {
  readonly act: LabAct;
  readonly isBack: boolean;
}

/** Parts these members from the others, or joins them to the largest part again; `null` where nobody would be on one side. */
export function partitionOf(frame: LabFrame, names: readonly string[]): Partition | null {
  const known = names.filter((name) => frame.members.some((member) => member.name === name));
  if (known.length === 0) return null;
  const isBack = known.every((name) => isCutOff(frame, name));
  const rest = partsOf(frame)
    .map((part) => part.filter((name) => !known.includes(name)))
    .filter((group) => group.length > 0);
  if (!isBack) {
    if (rest.length === 0) return null;
    return { act: { kind: 'partition', groups: [...rest, known] }, isBack };
  }
  const [largest = [], ...others] = rest.toSorted((a, b) => b.length - a.length);
  const groups = [[...largest, ...known], ...others];
  return { act: groups.length === 1 ? { kind: 'heal' } : { kind: 'partition', groups }, isBack };
}
