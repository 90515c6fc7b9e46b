import type { ReactNode } from 'react';
import type { LabMemberState } from '../../../../contract/lab/frames.ts';
import { toneColor } from '../../../ui/StatusChip.tsx';
import { stateWords } from '../lab-words.ts';

const bars = <path d="M5.500 4v8M10.500 4v8" strokeWidth={2.4} />;

/** One shape for each state, so that none is told by its colour alone. */
const shapes: Readonly<Record<LabMemberState, ReactNode>> = {
  leader: <path d="M2 12.500h12M2.500 10.500 2 4.500l3.400 3L8 3l2.600 4.500 3.400-3-.5 6z" fill="currentColor" />,
  follower: <circle cx="8" cy="8" r="4.500" fill="currentColor" />,
  candidate: <path d="M8 3l5.500 10h-11z" fill="currentColor" />,
  preCandidate: <path d="M8 3l5.500 10h-11z" fill="none" />,
  learner: <path d="M8 2.500 13.500 8 8 13.500 2.500 8z" fill="none" />,
  frozen: bars,
  dead: <path d="M4 4l8 8M12 4l-8 8" strokeWidth={2.2} />,
  stopped: <rect x="4" y="4" width="8" height="8" fill="none" />,
  starting: <circle cx="8" cy="8" r="5" fill="none" strokeDasharray="2.500 2.500" />,
  silent: <path d="M5.500 6.200a2.500 2.500 0 1 1 3.400 2.300c-.6.300-.9.700-.9 1.300M8 12.500v.1" fill="none" />,
};

/** A member's state as a shape; the word stands beside it. */
export function StateShape({ state, size = 16 }: { readonly state: LabMemberState; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ color: toneColor[stateWords[state].tone], flexShrink: 0 }}
    >
      {shapes[state]}
    </svg>
  );
}
