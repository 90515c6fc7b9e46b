import type { Tone } from './StatusChip.tsx';

/** A thing in the drawing. What its colour says, its note says in words. */
export interface HubNode {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly tone: Tone;
  /** It does not take part: dimmed, with a cross in place of the dot, and a broken link. */
  readonly isCut: boolean;
  /** The one that all others are linked to. At most one. */
  readonly isHub: boolean;
  /** It stands apart from the others. */
  readonly isAside: boolean;
  readonly linkTone: Tone;
  /** What stands on its link to the hub. */
  readonly linkNote: string | null;
  /** What is said of it where it is pointed at or focused. */
  readonly hint: string;
}
