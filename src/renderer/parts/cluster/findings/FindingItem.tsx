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
import { StatusChip, toneColor } from '../../../ui/StatusChip.tsx';
import { color } from '../../../ui/tokens.ts';
import { severityTone } from '../severity-tone.ts';
import { wayOf } from './finding-act.ts';
import { SnoozeDialog } from './SnoozeDialog.tsx';
import { useSnoozing } from './use-snoozing.ts';

const small = { color: color.muted, fontSize: '0.75rem' } as const;

const actions = { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mt: '6px' } as const;
/** A button without an edge stands in line with the text by its own words. */
const inLine = { ml: '-11px' } as const;

/** The finding, or all of one matter; the first stands for them. */
type Findings = readonly [Finding, ...Finding[]];

/** One matter: what it is, by which figure and whose rule, and what to do. */
export function FindingItem(props: {
  readonly findings: Findings;
  readonly words: FindingWords;
  /** A button that repairs it at once, in place of the way to what does. */
  readonly repair?: ReactNode;
  /** The part of the cluster's screen that shows it. */
  readonly shownIn: ClusterTab;
  /** With its urgency in a word, the figure, its rule and since when: where there is room. */
  readonly isWhole?: boolean;
}) {
  const { findings, words, repair = null, shownIn, isWhole = false } = props;
  const [{ snoozed, since, severity }] = findings;
  const { id, profile } = useConnection();
  const way = repair === null ? wayOf(words.act, id, shownIn) : null;
  const tone = severityTone[severity];
  return (
    <Box sx={{ overflowWrap: 'anywhere' }}>
      <Box sx={{ display: 'flex', gap: '4px 8px', alignItems: 'baseline' }}>
        <Box sx={{ flex: 1, minWidth: 0, fontWeight: 600, color: isWhole ? color.text : toneColor[tone] }}>
          {words.title}
        </Box>
        {isWhole && since !== null ? (
          <Box sx={{ ...small, whiteSpace: 'nowrap' }}>
            first seen <RelativeTime at={since} />
          </Box>
        ) : null}
        {isWhole ? <StatusChip tone={snoozed === null ? tone : 'neutral'}>{severity}</StatusChip> : null}
      </Box>
      {isWhole && !words.remedy.startsWith(words.evidence) ? (
        <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>{words.evidence}</Box>
      ) : null}
      <Box sx={{ color: color.muted }}>{words.remedy}</Box>
      {snoozed === null ? null : <Asleep {...snoozed} />}
      {words.commands.length === 0 ? null : (
        <Box sx={{ mt: 1 }}>
          <CommandLine label="The commands" line={commandText(profile, words.commands)} copy="Copy the commands" />
        </Box>
      )}
      <Box sx={actions}>
        {repair}
        {way === null ? null : <Button onClick={way.run}>{way.label}</Button>}
        <Box sx={repair === null && way === null ? inLine : {}}>
          <SnoozeButton findings={findings} title={words.title} />
        </Box>
        {isWhole ? <Box sx={{ ...small, ml: 'auto' }}>Rule: {words.source}</Box> : null}
      </Box>
    </Box>
  );
}

function Asleep({ reason, until }: NonNullable<Finding['snoozed']>) {
  return (
    <Box sx={{ color: color.muted, mt: '4px' }}>
      Snoozed
      {until === null ? null : (
        <>
          {', shown again '}
          <RelativeTime at={until} />
        </>
      )}
      {reason === '' ? '.' : `: ${reason}`}
    </Box>
  );
}

function SnoozeButton({ findings, title }: { readonly findings: Findings; readonly title: string }) {
  const { wake } = useSnoozing();
  const [isAsking, setAsking] = useState(false);
  const isAsleep = findings[0].snoozed !== null;
  return (
    <>
      <Button
        variant="text"
        aria-label={`${isAsleep ? 'Wake' : 'Snooze'}: ${title}`}
        onClick={() => (isAsleep ? void wake(findings) : setAsking(true))}
      >
        {isAsleep ? 'Wake' : 'Snooze…'}
      </Button>
      {isAsking ? <SnoozeDialog findings={findings} title={title} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
