import Box from '@mui/material/Box';
import { StatusDot, type Tone } from './StatusChip.tsx';
import { color } from './tokens.ts';

/** One step of a plan, as a person reads it. */
export interface PlanStep {
  /** What it does: `Move the leader to etcd-2`. */
  readonly name: string;
  /** What it depends on, how its outcome is found out, what follows when it fails: a sentence each. */
  readonly notes: readonly string[];
  /** How it stands, once the plan is executed. */
  readonly state: { readonly tone: Tone; readonly words: string; readonly isRunning: boolean } | null;
}

/** The steps of a plan in their order, and how each stands while they are carried out. */
export function PlanSteps({ steps }: { readonly steps: readonly PlanStep[] }) {
  return (
    <Box component="ol" aria-label="Steps" sx={{ m: 0, pl: '20px', display: 'grid', gap: '8px' }}>
      {steps.map(({ name, notes, state }, at) => (
        <Box
          component="li"
          // biome-ignore lint/suspicious/noArrayIndexKey: a plan's steps never move.
          key={at}
          // Read out as a whole, its name too, whenever its state changes.
          {...(state === null ? {} : { 'aria-live': 'polite' as const, 'aria-atomic': true })}
          sx={{ overflowWrap: 'anywhere' }}
        >
          {name}
          {state === null ? (
            notes.map((note) => (
              <Box key={note} sx={{ color: color.muted, fontSize: '0.75rem' }}>
                {note}
              </Box>
            ))
          ) : (
            <Box sx={{ display: 'flex', alignItems: 'center', gap: '6px', fontSize: '0.75rem' }}>
              <StatusDot tone={state.tone} isPulsing={state.isRunning} />
              {state.words}
            </Box>
          )}
        </Box>
      ))}
    </Box>
  );
}
