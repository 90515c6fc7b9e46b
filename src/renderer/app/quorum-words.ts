import type { Quorum } from '../../contract/cluster.ts';
import type { Tone } from '../ui/StatusChip.tsx';

/** What a quorum means at a glance, the same wherever it is shown. */
export const quorumTone = ({ hasQuorum, healthy, voters }: Quorum): Tone =>
  !hasQuorum ? 'bad' : healthy < voters ? 'warn' : 'ok';

/** Without quorum a member may well answer, and still not be healthy. */
export const votersAnswer = ({ healthy, voters, hasQuorum }: Quorum): string =>
  `${healthy} of ${voters} voters ${hasQuorum ? 'answer' : 'are healthy'}`;
