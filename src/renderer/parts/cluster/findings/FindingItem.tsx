import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type ReactNode, useState } from 'react';
import { commandText } from '../../../../contract/finding-words/finding-command.ts';
import type { FindingWords } from '../../../../contract/finding-words/words.ts';
import type { Finding } from '../../../../contract/findings.ts';
import type { ClusterTab } from '../../../state/cluster-tabs.ts';
import { useConnection } from '../../../state/connection.tsx';
import { CommandLine } from '../../../ui/CommandLine.tsx';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { toneColor } from '../../../ui/StatusChip.tsx';
import { color } from '../../../ui/tokens.ts';
import { severityTone } from '../severity-tone.ts';
import { wayOf } from './finding-act.ts';
import { SnoozeDialog } from './SnoozeDialog.tsx';

/** One finding: what it is, by which figure and whose rule, and what to do. */
export function FindingItem(props: {
  readonly finding: Finding;
  readonly words: FindingWords;
  /** A button that repairs it at once, in place of the way to what does. */
  readonly repair?: ReactNode;
  /** The part of the cluster's screen that shows it. */
  readonly shownIn: ClusterTab;
  /** With the figure, its rule and since when: where there is room. */
  readonly isWhole?: boolean;
}) {
  const { finding, words, repair = null, shownIn, isWhole = false } = props;
  const { id, profile } = useConnection();
  const way = repair === null ? wayOf(words.act, id, shownIn) : null;
  const [isSnoozing, setSnoozing] = useState(false);
  const { snoozed, since } = finding;
  const tone = snoozed === null ? toneColor[severityTone[finding.severity]] : color.muted;
  return (
    <Box sx={{ overflowWrap: 'anywhere' }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
        <Box sx={{ flex: 1, fontWeight: 600, color: tone }}>{words.title}</Box>
        {isWhole && since !== null ? (
          <Box sx={{ color: color.muted, fontSize: '0.75rem', whiteSpace: 'nowrap' }}>
            since <RelativeTime at={since} />
          </Box>
        ) : null}
      </Box>
      <Box sx={{ color: color.muted }}>{words.remedy}</Box>
      {isWhole ? <Box sx={{ mt: '4px', fontVariantNumeric: 'tabular-nums' }}>{words.evidence}</Box> : null}
      {snoozed === null ? null : (
        <Box sx={{ color: color.muted, mt: '4px' }}>
          Snoozed
          {snoozed.until === null ? (
            ''
          ) : (
            <>
              {' '}
              until <RelativeTime at={snoozed.until} />
            </>
          )}
          {snoozed.reason === '' ? '.' : `: ${snoozed.reason}`}
        </Box>
      )}
      {words.commands.length === 0 ? null : (
        <Box sx={{ mt: 1 }}>
          <CommandLine label="The commands" line={commandText(profile, words.commands)} copy="Copy the commands" />
        </Box>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: '6px' }}>
        {repair}
        {way === null ? null : <Button onClick={way.run}>{way.label}</Button>}
        <Button variant="text" onClick={() => setSnoozing(true)}>
          {snoozed === null ? 'Snooze…' : 'Wake'}
        </Button>
        {isWhole ? <Box sx={{ ml: 'auto', color: color.muted, fontSize: '0.75rem' }}>Rule: {words.source}</Box> : null}
      </Box>
      {isSnoozing ? <SnoozeDialog finding={finding} title={words.title} onClose={() => setSnoozing(false)} /> : null}
    </Box>
  );
}
