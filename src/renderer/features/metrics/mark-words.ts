import type { MemberId } from '../../../contract/ids.ts';
import type { ChartMark } from '../../../contract/metrics.ts';
import { changeWords } from '../../parts/plans/change-words.ts';

/** What happened at a mark. */
export const markWords = (mark: ChartMark, nameOf: (id: MemberId) => string): string =>
  mark.kind === 'leader' ? `${nameOf(mark.member)} leads` : changeWords(mark.act, mark.subject);
