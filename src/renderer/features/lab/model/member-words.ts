import type { LabMemberView } from '../../../../contract/lab/frames.ts';
import type { Tone } from '../../../ui/StatusChip.tsx';
import { stateMeanings, stateWords } from '../lab-words.ts';
import { isUnstarted } from './lab-facts.ts';

const unstarted = { text: 'not started yet', tone: 'neutral', meaning: 'Its process has not run yet.' } as const;

/** What a member is in a word, its hue, and what that means. */
export function memberWords(member: LabMemberView): {
  readonly text: string;
  readonly tone: Tone;
  readonly meaning: string;
} {
  const { state } = member;
  return isUnstarted(member) ? unstarted : { ...stateWords[state], meaning: stateMeanings[state] };
}
