import type { ClusterStatus } from '../../../contract/cluster.ts';
import { findingWords } from '../../../contract/finding-words/every-finding.ts';
import { fragmentedWords } from '../../../contract/finding-words/space.ts';
import type { FindingWords } from '../../../contract/finding-words/words.ts';
import type { Finding } from '../../../contract/findings.ts';

/** Something that needs the operator, and what to do. */
export interface Attention {
  /** One finding, or all of one matter: the first stands for them. */
  readonly findings: readonly [Finding, ...Finding[]];
  readonly words: FindingWords;
}

/** Returns what needs attention, in the order of the findings. */
export function attentionOf(findings: readonly Finding[], status: ClusterStatus): readonly Attention[] {
  const awake = findings.filter(({ snoozed }) => snoozed === null);
  const [first, ...others] = awake.filter(({ code }) => code === 'Fragmented');
  return awake.flatMap((finding) => {
    const words = findingWords(finding, status);
    if (first === undefined || finding.code !== 'Fragmented') return { findings: [finding], words };
    // Members are defragmented one after the other: one matter, with the lines in their order.
    const all = [first, ...others] as const;
    return finding === first ? { findings: all, words: { ...words, ...fragmentedWords(all, status) } } : [];
  });
}
