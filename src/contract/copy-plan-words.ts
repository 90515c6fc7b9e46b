import { plural } from './figures.ts';
import type { CopyPlan } from './object-stores.ts';

/** Returns what a plan says of a store's copies, in sentences. */
export function copyPlanSentences({ due, kept, others, unproved, isCut }: CopyPlan): readonly string[] {
  return [
    due.length === 0
      ? `No copy goes; ${kept === 0 ? 'there is none' : `${plural(kept, 'copy stays', 'copies stay')}`}.`
      : `${plural(due.length, 'copy goes', 'copies go')}, and ${plural(kept, 'stays', 'stay')}.`,
    ...(others === 0
      ? []
      : [
          `${plural(others, 'other object is', 'other objects are')} not looked at: of another name, cluster or program.`,
        ]),
    ...unproved.map((cluster) => `No copy of cluster ${cluster} is known to be whole, so that none of them goes.`),
    ...(isCut ? ['There are older objects, which are looked at once newer ones are gone.'] : []),
  ];
}
