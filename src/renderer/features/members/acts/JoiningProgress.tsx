import Box from '@mui/material/Box';
import { StatusDot } from '../../../ui/StatusChip.tsx';
import { color } from '../../../ui/tokens.ts';
import type { JoiningStage } from './joining.ts';

/** How far a new member is: added, started, caught up, voting. */
export function JoiningProgress({ stages }: { readonly stages: readonly JoiningStage[] }) {
  const current = stages.find(({ isRunning }) => isRunning) ?? stages.at(-1);
  return (
    <Box
      component="ol"
      aria-label="On its way to a vote"
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: '8px 24px' }}
    >
      {stages.map((stage) => (
        <Box
          component="li"
          key={stage.name}
          {...(stage === current ? { 'aria-current': 'step' as const, 'aria-live': 'polite' as const } : {})}
          sx={{ flex: '1 1 130px', minWidth: 0, overflowWrap: 'anywhere' }}
        >
          <Box sx={{ display: 'flex', alignItems: 'center', gap: '6px', fontWeight: stage === current ? 600 : 400 }}>
            <StatusDot tone={stage.tone} isPulsing={stage === current && stage.isRunning} />
            {stage.name}
          </Box>
          <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>{stage.words}</Box>
        </Box>
      ))}
    </Box>
  );
}
