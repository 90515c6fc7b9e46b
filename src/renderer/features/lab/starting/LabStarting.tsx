import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import { useEffect, useRef } from 'react';
import type { LabInfo, LabMemberStart, LabProgress } from '../../../../contract/lab.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useApi } from '../../../state/api.tsx';
import { useStreamFold } from '../../../state/use-stream.ts';
import { CheckIcon } from '../../../ui/icons.tsx';
import { color } from '../../../ui/tokens.ts';

type StepName = Extract<LabProgress, { kind: 'step' }>['step'];

const stepLabels: Readonly<Record<StepName, string>> = {
  certificates: 'Issue certificates',
  restore: 'Restore the snapshot for each member',
  members: 'Start the members',
};

interface Progress {
  readonly step: StepName | null;
  readonly detail: string;
  readonly ready: LabInfo | null;
}

const nothingYet: Progress = { step: null, detail: '', ready: null };

const fold = (before: Progress, value: LabProgress): Progress =>
  value.kind === 'ready'
    ? { step: null, detail: '', ready: value.lab }
    : { ...before, step: value.step, detail: value.detail };

/** Starts the members and shows how far they are. Leaving it stops and removes what was started. */
export function LabStarting(props: {
  readonly members: readonly LabMemberStart[];
  readonly snapshot: string | null;
  readonly onReady: (lab: LabInfo) => void;
  readonly onBack: () => void;
}) {
  const { members, snapshot, onReady, onBack } = props;
  const api = useApi();
  const starting = useStreamFold<LabProgress, Progress>({
    key: 'lab',
    initial: nothingYet,
    fold,
    open: (signal) => api.lab.start({ members, snapshot }, { signal }),
  });
  const { ready, step: now, detail } = starting.value;
  const steps: readonly StepName[] =
    snapshot === null ? ['certificates', 'members'] : ['certificates', 'restore', 'members'];
  const at = ready !== null ? steps.length : now === null ? -1 : steps.indexOf(now);
  const tell = useRef(onReady);
  tell.current = onReady;
  useEffect(() => {
    if (ready !== null) tell.current(ready);
  }, [ready]);
  return (
    <>
      <Box component="ol" aria-label="Steps" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {steps.map((step, index) => (
          <Box
            component="li"
            key={step}
            aria-current={index === at ? 'step' : undefined}
            sx={{ display: 'flex', gap: 1.25, minHeight: 28, color: index > at ? color.muted : color.text }}
          >
            <Box sx={{ width: 16, pt: '2px', color: color.ok }}>
              {index < at ? <CheckIcon /> : null}
              {index === at && starting.failure === null ? <CircularProgress size={14} aria-label="Running" /> : null}
            </Box>
            <Box>
              {stepLabels[step]}
              {index === at && detail !== '' ? (
                <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>{detail}</Box>
              ) : null}
            </Box>
          </Box>
        ))}
      </Box>
      {starting.failure === null ? null : (
        <FailureView
          failure={starting.failure}
          layout="inline"
          onRetry={starting.restart}
          actions={<Button onClick={onBack}>Back</Button>}
        />
      )}
    </>
  );
}
