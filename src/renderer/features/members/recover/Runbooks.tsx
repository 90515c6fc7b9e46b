import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useId, useState } from 'react';
import type { Runbook } from '../../../../contract/recovery.ts';
import { RunbookSteps } from '../../../parts/cluster/RunbookSteps.tsx';
import { LoadingBlock } from '../../../ui/LoadingState.tsx';

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
        {isAwaited ? (
          <LoadingBlock label="Making what to run" height={320} />
        ) : (
          <RunbookSteps about={words[shown.kind].about} steps={shown.steps} />
        )}
      </Box>
    </Box>
  );
}
