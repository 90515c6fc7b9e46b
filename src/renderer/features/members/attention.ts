import type { ClusterStatus } from '../../../contract/cluster.ts';
import { findingWords } from '../../../contract/finding-words/every-finding.ts';
import { fragmentedWords } from '../../../contract/finding-words/space.ts';
import type { FindingWords } from '../../../contract/finding-words/words.ts';
import type { Finding } from '../../../contract/findings.ts';
import type { FindingCommand } from '../../../contract/finding-words/finding-command.ts';
import { findingWords } from '../../../contract/finding-words/every-finding.ts';
import type { FindingWords } from '../../../contract/finding-words/words.ts';
import { severityTone } from '../../parts/cluster/severity-tone.ts';
import { fragmentedWords } from '../../../contract/finding-words/space.ts';
import type { Tone } from '../../ui/StatusChip.tsx';

/** Something that needs the operator, and what to do. */
export interface Attention {
  readonly id: string;
  readonly tone: Extract<Tone, 'bad' | 'warn' | 'info'>;
  readonly title: string;
  readonly remedy: string;
  /** The calls of etcdctl that do it, in their order. */
  readonly commands?: readonly FindingCommand[];
  /** The finding that it says, if it is one. */
  readonly finding?: Finding;
}

/** The tones of what needs attention, the worst first. */
export const worstFirst = ['bad', 'warn', 'info'] as const;

/** Returns what needs attention, the worst first, together with what was found elsewhere. */
export function attentionOf(status: ClusterStatus, elsewhere: readonly Attention[] = []): readonly Attention[] {
  const fragmented = status.findings.filter(({ code }) => code === 'Fragmented');
  const found = status.findings.flatMap((finding, at) => {
    if (finding.code !== 'Fragmented') return toAttention(finding, at, findingWords(finding, status));
    // Members are defragmented one after the other: one matter, with the lines in their order.
    return finding === fragmented[0]
      ? toAttention(finding, at, { ...findingWords(finding, status), ...fragmentedWords(fragmented, status) })
      : [];
  });
  const all = [...found, ...elsewhere];
  return worstFirst.flatMap((tone) => all.filter((each) => each.tone === tone));
}

/** A member may raise two alarms: its place tells them apart. */
const toAttention = (finding: Finding, at: number, words: FindingWords): Attention => ({
  id: `finding/${finding.code}/${at}`,
  tone: severityTone[finding.severity],
  ...words,
  finding,
});
