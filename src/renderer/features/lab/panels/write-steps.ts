import type { LabWriteNotice } from '../../../../contract/lab/writes.ts';
import { formatCount, formatDuration } from '../../../ui/format.ts';
import { writeOutcomeWords, writeStepWords, writeWaitWords } from '../lab-words.ts';

export type WriteStep = Extract<LabWriteNotice, { readonly kind: 'step' }>;

/** A line of a write's diagram: from whom to whom; alone where it happens within one member. */
export interface WriteLine {
  readonly from: string;
  readonly to: string | null;
  readonly step: WriteStep;
}

/** The client, as a lane beside the members. */
export const client = 'client';

/** Puts the steps into the order they happened, as arrows between lanes. */
export function linesOf(notices: readonly LabWriteNotice[]): readonly WriteLine[] {
  return notices
    .filter((notice) => notice.kind === 'step')
    .toSorted((a, b) => a.atMs - b.atMs)
    .map((step) => {
      const { member, peer } = step;
      if (step.step === 'sent') return { from: client, to: member, step };
      if (step.step === 'answered') return { from: member, to: client, step };
      if (step.step === 'committed' || step.step === 'applied') return { from: member, to: null, step };
      return { from: member, to: peer, step };
    });
}

/** The lanes in their order: the client, then the members that take part or could. */
export const lanesOf = (members: readonly string[], lines: readonly WriteLine[]): readonly string[] => [
  ...new Set([client, ...members, ...lines.flatMap(({ from, to }) => (to === null ? [from] : [from, to]))]),
];

/** A notice in a sentence, with its time in front. */
export function noticeWords(notice: LabWriteNotice): string {
  switch (notice.kind) {
    case 'step':
      return writeStepWords[notice.step](notice.member, notice.peer);
    case 'waiting':
      return writeWaitWords[notice.reason];
    case 'ended': {
      const revision = notice.revision === null ? '' : `, revision ${formatCount(notice.revision)}`;
      return `${writeOutcomeWords[notice.outcome](formatDuration(notice.tookMs))}${revision}`;
    }
  }
}

export const timeOf = (notice: LabWriteNotice): number => (notice.kind === 'ended' ? notice.tookMs : notice.atMs);
