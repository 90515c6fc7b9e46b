import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ConnectIcon } from '../../ui/icons.tsx';
import { StatusDot } from '../../ui/StatusChip.tsx';
import { mono } from '../../ui/tokens.ts';
import { StepRow } from './StepRow.tsx';
import { byEndpoint, verdictOf, type Walk } from './test-walk.ts';
import type { TestWalk } from './use-test-walk.ts';

interface TestPanelProps {
  readonly test: TestWalk;
  readonly onTest: () => void;
  readonly onInspect: () => void;
}

/** The connection's walk, step by step, and where it ends. Nothing is saved. */
export function TestPanel({ test, onTest, onInspect }: TestPanelProps) {
  const { phase, walk, failure } = test;
  if (phase === 'none' || phase === 'stopped') {
    return (
      <EmptyState
        icon={<ConnectIcon size={28} />}
        title={phase === 'stopped' ? 'The test was stopped' : 'See each step before you save'}
        actions={<Button onClick={onTest}>Run the test</Button>}
      >
        The test reads the files, then tries every endpoint: name, port, TLS, user, cluster. Where a step fails, it says
        why and what to do.
      </EmptyState>
    );
  }
  return (
    <Box sx={{ p: 2, display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Verdict isRunning={phase === 'running'} walk={walk} />
      {failure === null ? null : <FailureView failure={failure} layout="inline" onRetry={onTest} />}
      {byEndpoint(walk).map(({ endpoint, steps }) => (
        <Box key={endpoint ?? ''} component="section" aria-label={endpoint ?? 'Files'}>
          {endpoint === null ? null : (
            <Box sx={{ ...mono, fontWeight: 600, mb: 0.5, overflowWrap: 'anywhere' }}>{endpoint}</Box>
          )}
          <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {steps.map((step) => (
              <StepRow key={step.step} step={step} onInspect={onInspect} onTest={onTest} />
            ))}
          </Box>
        </Box>
      ))}
    </Box>
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
