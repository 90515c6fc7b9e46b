import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import { useEffect, useRef } from 'react';
import type { SandboxInfo, SandboxProgress } from '../../../contract/sandbox.ts';
import type { MemberCount } from '../../parts/cluster/MemberChoice.tsx';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useStreamFold } from '../../state/use-stream.ts';
import { CheckIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';

type StepName = Extract<SandboxProgress, { kind: 'step' }>['step'];

/** Where the host was started for a sandbox and has no etcd. */
const first = { step: 'etcd', label: 'Get etcd' } as const;

const usual: readonly { readonly step: StepName; readonly label: string }[] = [
  { step: 'certificates', label: 'Issue certificates' },
  { step: 'members', label: 'Start the members' },
  { step: 'keys', label: 'Fill in a small keyspace' },
];

interface Progress {
  readonly step: StepName | 'ready' | null;
  readonly getsEtcd: boolean;
  readonly detail: string;
  readonly ready: SandboxInfo | null;
}

const nothingYet: Progress = { step: null, getsEtcd: false, detail: '', ready: null };

function foldProgress(before: Progress, value: SandboxProgress): Progress {
  if (value.kind === 'ready') return { ...before, step: 'ready', detail: '', ready: value.sandbox };
  const { step, detail } = value;
  return { ...before, step, getsEtcd: before.getsEtcd || step === 'etcd', detail };
}

interface SandboxStartingProps {
  readonly members: MemberCount;
  readonly onReady: (sandbox: SandboxInfo) => void;
  readonly onBack: () => void;
}

/** Starts the members and shows how far they are. Leaving it stops and removes what was started. */
export function SandboxStarting({ members, onReady, onBack }: SandboxStartingProps) {
  const api = useApi();
  const starting = useStreamFold<SandboxProgress, Progress>({
    key: `sandbox/${members}`,
    initial: nothingYet,
    fold: foldProgress,
    open: (signal) => api.sandbox.start({ members }, { signal }),
  });
  const { ready, step: now, getsEtcd, detail } = starting.value;
  const steps = getsEtcd ? [first, ...usual] : usual;
  const at = now === 'ready' ? steps.length : steps.findIndex(({ step }) => step === now);
  const tell = useRef(onReady);
  tell.current = onReady;
  useEffect(() => {
    if (ready !== null) tell.current(ready);
  }, [ready]);
  return (
    <>
      <Box component="ol" aria-label="Steps" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {steps.map(({ step, label }, index) => (
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
              {label}
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
