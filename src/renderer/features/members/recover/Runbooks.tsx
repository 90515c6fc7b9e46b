import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useId, useState } from 'react';
import type { Runbook } from '../../../../contract/recovery.ts';
import { CommandLine } from '../../../ui/CommandLine.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { LoadingBlock } from '../../../ui/LoadingState.tsx';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { color } from '../../../ui/tokens.ts';

const words: Readonly<Record<Runbook['kind'], { readonly title: string; readonly about: string }>> = {
  restore: {
    title: 'Restore a snapshot',
    about:
      'A snapshot of the best survivor becomes a new cluster: the same keys, another cluster id. Prefer this where a snapshot can be saved.',
  },
  'force-new-cluster': {
    title: 'Force a new cluster',
    about:
      'One survivor goes on alone with its own data, and the others are added to it again. For where no snapshot can be saved.',
  },
};

const textOf = ({ steps }: Runbook): string =>
  steps
    .map(({ host, commands, notes }, at) =>
      [`# ${at + 1}. ${host}`, ...notes.map((note) => `# ${note}`), ...commands].join('\n'),
    )
    .join('\n\n');

/** The ways back, step by step, each with the host that it runs on. */
export function Runbooks(props: {
  readonly runbooks: readonly Runbook[];
  /** These are of another choice, and those of this one are on their way. */
  readonly isAwaited: boolean;
}) {
  const { runbooks, isAwaited } = props;
  const id = useId();
  // The first one is the one to try first.
  const [kind, setKind] = useState<Runbook['kind'] | null>(null);
  const shown = runbooks.find((each) => each.kind === kind) ?? runbooks[0];
  if (shown === undefined) return null;
  return (
    <Box>
      <Tabs
        value={shown.kind}
        aria-label="Ways back"
        onChange={(_event, value) => {
          const chosen = runbooks.find((each) => each.kind === value);
          if (chosen !== undefined) setKind(chosen.kind);
        }}
      >
        {runbooks.map((each) => (
          <Tab
            key={each.kind}
            value={each.kind}
            label={words[each.kind].title}
            id={`${id}-${each.kind}`}
            aria-controls={`${id}-panel`}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown.kind}`} sx={{ mt: 1.5 }}>
        {isAwaited ? <LoadingBlock label="Making what to run" height={320} /> : <Steps runbook={shown} />}
      </Box>
    </Box>
  );
}

function Steps({ runbook }: { readonly runbook: Runbook }) {
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, mb: 1.5 }}>
        <Box sx={{ flex: 1, color: color.muted }}>{words[runbook.kind].about}</Box>
        <CopyButton label="Copy all of it" text={textOf(runbook)} />
      </Box>
      <Box component="ol" aria-label="Steps" sx={{ m: 0, pl: '22px', display: 'grid', gap: 2 }}>
        {runbook.steps.map(({ host, commands, notes }, at) => (
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
