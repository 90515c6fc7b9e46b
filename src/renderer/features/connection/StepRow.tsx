import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import type { ReactNode } from 'react';
import type { ConnectionStep } from '../../../contract/connections/diagnosis.ts';
import { shownKeyOf, TrustHostKey } from '../../parts/connecting/TrustHostKey.tsx';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { formatDuration } from '../../ui/format.ts';
import { CheckIcon, CloseIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { isAboutCertificates, stepLabels } from './test-walk.ts';

const stateWords = { running: 'running', ok: 'passed', failed: 'failed', skipped: 'skipped' } as const;

interface StepRowProps {
  readonly step: ConnectionStep;
  readonly onInspect: () => void;
  readonly onTest: () => void;
}

/** One step of a test: how it stands, what it found, and where it failed, why and what to do. */
export function StepRow({ step, onInspect, onTest }: StepRowProps) {
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, py: '3px' }}>
      <Box
        sx={{
          width: 16,
          pt: '2px',
          color: step.state === 'failed' ? color.bad : step.state === 'ok' ? color.ok : color.muted,
        }}
      >
        <StepIcon state={step.state} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: 'flex', gap: 1, color: step.state === 'skipped' ? color.muted : color.text }}>
          <Box sx={{ flex: 1 }}>
            {stepLabels[step.step]}
            <VisuallyHidden>: {stateWords[step.state]}</VisuallyHidden>
          </Box>
          <Box sx={{ color: color.muted, fontVariantNumeric: 'tabular-nums' }}>
            {step.durationMs === null || step.state === 'running' ? null : formatDuration(step.durationMs)}
          </Box>
        </Box>
        {step.detail === '' || step.failure !== null ? null : (
          <Box sx={{ color: color.muted, fontSize: '0.75rem', lineHeight: '1rem', overflowWrap: 'anywhere' }}>
            {step.detail}
          </Box>
        )}
        {step.failure === null ? null : (
          <Box sx={{ my: 0.75 }}>
            <FailureView
              failure={step.failure}
              layout="inline"
              isWhereShown={step.endpoint !== null}
              actions={actionOf(step, onInspect, onTest)}
            />
          </Box>
        )}
      </Box>
    </Box>
  );
}

/** What can be done about it right here. */
function actionOf(step: ConnectionStep, onInspect: () => void, onTest: () => void): ReactNode {
  const shownKey = step.failure === null ? null : shownKeyOf(step.failure);
  if (shownKey !== null) return <TrustHostKey shown={shownKey} onTrusted={onTest} />;
  return isAboutCertificates(step) ? <Button onClick={onInspect}>Inspect certificates</Button> : null;
}

function StepIcon({ state }: { readonly state: ConnectionStep['state'] }) {
  switch (state) {
    case 'running':
      return <CircularProgress size={14} color="inherit" aria-label="Running" />;
    case 'ok':
      return <CheckIcon size={16} />;
    case 'failed':
      return <CloseIcon size={16} />;
    case 'skipped':
      return <span aria-hidden="true">–</span>;
  }
}
