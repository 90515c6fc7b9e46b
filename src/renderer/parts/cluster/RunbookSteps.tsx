import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { RunbookStep } from '../../../contract/recovery.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';

const textOf = (steps: readonly RunbookStep[]): string =>
  steps
    .map(({ host, commands, notes }, at) =>
      [`# ${at + 1}. ${host}`, ...notes.map((note) => `# ${note}`), ...commands].join('\n'),
    )
    .join('\n\n');

/** A runbook step by step, each with the host that it runs on, beneath what it is about. */
export function RunbookSteps({ about, steps }: { readonly about: ReactNode; readonly steps: readonly RunbookStep[] }) {
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, mb: 1.5 }}>
        <Box sx={{ flex: 1, color: color.muted }}>{about}</Box>
        <CopyButton label="Copy all of it" text={textOf(steps)} />
      </Box>
      <Box component="ol" aria-label="Steps" sx={{ m: 0, pl: '22px', display: 'grid', gap: 2 }}>
        {steps.map(({ host, commands, notes }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a runbook never move.
          <li key={at}>
            <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, flexWrap: 'wrap', mb: '6px' }}>
              <StatusChip tone={host === 'here' ? 'info' : 'neutral'}>
                {host === 'here' ? 'here' : `on ${host}`}
              </StatusChip>
              <Box sx={{ flex: '1 1 300px', overflowWrap: 'anywhere' }}>{notes[0]}</Box>
            </Box>
            {notes.length < 2 ? null : (
              <Box component="ul" sx={{ m: 0, mb: '6px', pl: '20px', color: color.muted, overflowWrap: 'anywhere' }}>
                {notes.slice(1).map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </Box>
            )}
            {commands.length === 0 ? null : (
              <CommandLine
                label={`Step ${at + 1}`}
                line={commands.join('\n')}
                copy={`Copy the commands of step ${at + 1}`}
                isWhole
              />
            )}
          </li>
        ))}
      </Box>
    </>
  );
}
