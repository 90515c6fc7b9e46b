import type { ClusterStatus } from '../../../contract/cluster.ts';
import { type GroupedFinding, groupedFindings } from '../../../contract/finding-words/grouped.ts';
import type { Finding } from '../../../contract/findings.ts';

/** Returns what needs attention, in the order of the findings. */
export const attentionOf = (findings: readonly Finding[], status: ClusterStatus): readonly GroupedFinding[] =>
  groupedFindings(
    findings.filter(({ snoozed }) => snoozed === null),
    status,
  );
