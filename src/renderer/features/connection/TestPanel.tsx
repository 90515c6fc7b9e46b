import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import { useState } from 'react';
import type { ConnectionStep } from '../../../contract/connections.ts';
import { FailureView } from '../../app/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useStreamFold } from '../../state/use-stream.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatDuration } from '../../ui/format.ts';
import { CheckIcon, CloseIcon, ConnectIcon } from '../../ui/icons.tsx';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { StatusDot } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { byEndpoint, foldStep, stepLabels, type TestRequest, verdictOf, type Walk } from './test-walk.ts';

interface TestPanelProps {
  readonly request: TestRequest | null;
  readonly onTest: () => void;
}

const noSteps: Walk = [];

/** Walks the connection step by step and says where it ends. Nothing is saved. */
export function TestPanel({ request, onTest }: TestPanelProps) {
  const api = useApi();
  const [stopped, setStopped] = useState(0);
  const isStopped = request !== null && stopped === request.number;
  const walking = useStreamFold<ConnectionStep, Walk>({
    key: request === null || isStopped ? null : `test/${request.number}`,
    initial: noSteps,
    fold: foldStep,
    open: (signal) => {
      if (request === null) throw new Error('a test without a request');
      return api.connections.test({ draft: request.draft, secrets: request.secrets }, { signal });
    },
  });
  const isRunning = request !== null && !isStopped && (walking.phase === 'opening' || walking.phase === 'streaming');
  return (
    <>
      <PaneHeader title="Test">
        {isRunning ? <Button onClick={() => setStopped(request.number)}>Stop</Button> : null}
      </PaneHeader>
      {request === null || isStopped ? (
        <EmptyState
          icon={<ConnectIcon size={28} />}
          title={isStopped ? 'The test was stopped' : 'See each step before you save'}
          actions={<Button onClick={onTest}>Run the test</Button>}
        >
          The test reads the files, then tries every endpoint: name, port, TLS, user, cluster. Where a step fails, it
          says why and what to do.
        </EmptyState>
      ) : (
        <Box sx={{ p: 2, display: 'flex', flexDirection: 'column', gap: 2 }}>
          <Verdict isRunning={isRunning} walk={walking.value} />
          {walking.failure === null ? null : <FailureView failure={walking.failure} layout="inline" onRetry={onTest} />}
          {byEndpoint(walking.value).map(({ endpoint, steps }) => (
            <Box key={endpoint ?? ''} component="section" aria-label={endpoint ?? 'Files'}>
              {endpoint === null ? null : (
                <Box sx={{ ...mono, fontWeight: 600, mb: 0.5, overflowWrap: 'anywhere' }}>{endpoint}</Box>
              )}
              <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                {steps.map((step) => (
                  <StepRow key={step.step} step={step} />
                ))}
              </Box>
            </Box>
          ))}
        </Box>
      )}
    </>
  );
}

function Verdict({ isRunning, walk }: { readonly isRunning: boolean; readonly walk: Walk }) {
  const verdict = isRunning ? { tone: 'info' as const, text: 'Testing' } : verdictOf(walk);
  return (
    <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1, fontWeight: 600 }}>
      <StatusDot tone={verdict.tone} isPulsing={isRunning} />
      {verdict.text}
    </Box>
  );
}

const stateWords = { running: 'running', ok: 'passed', failed: 'failed', skipped: 'skipped' } as const;

function StepRow({ step }: { readonly step: ConnectionStep }) {
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
            <FailureView failure={step.failure} layout="inline" isWhereShown={step.endpoint !== null} />
          </Box>
        )}
      </Box>
    </Box>
  );
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
