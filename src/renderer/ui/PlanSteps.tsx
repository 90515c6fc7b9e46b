import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { formatDuration, formatWhole } from './format.ts';
import { StatusDot, type Tone } from './StatusChip.tsx';
import { color } from './tokens.ts';
import { useNow } from './use-now.ts';

/** One step of a plan, as a person reads it. */
export interface PlanStep {
  /** What it does: `Move the leader to etcd-2`. */
  readonly name: string;
  /** What it depends on, how its outcome is found out, what follows when it fails: a sentence each. */
  readonly notes: readonly string[];
  /** How long it is expected to take, in milliseconds; `null`: a moment. */
  readonly expectedMs: number | null;
  /** How it stands, once the plan is executed. */
  readonly state: PlanStepState | null;
}

export interface PlanStepState {
  readonly tone: Tone;
  readonly words: string;
  /** Since when it runs, in milliseconds since 1970; `null`: it does not run. */
  readonly runningSince: number | null;
  /** What it brought about; `null`: nothing to tell of. */
  readonly result: string | null;
}

/** The steps of a plan in their order, and how each stands while they are carried out. */
export function PlanSteps({ steps }: { readonly steps: readonly PlanStep[] }) {
  return (
    <Box component="ol" aria-label="Steps" sx={{ m: 0, pl: '20px', display: 'grid', gap: '8px' }}>
      {steps.map(({ name, notes, expectedMs, state }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a plan's steps never move.
        <Box component="li" key={at} sx={{ overflowWrap: 'anywhere' }}>
          {/* Read out as a whole, its name too, whenever its state changes; its clock is not. */}
          <Box {...(state === null ? {} : { 'aria-live': 'polite' as const, 'aria-atomic': true })}>
            {name}
            {state === null ? (
              <>
                {expectedMs === null ? null : (
                  <Box component="span" sx={{ color: color.muted }}>{` · about ${formatDuration(expectedMs)}`}</Box>
                )}
                {notes.map((note) => (
                  <Box key={note} sx={{ color: color.muted, fontSize: '0.75rem' }}>
                    {note}
                  </Box>
                ))}
              </>
            ) : (
              <>
                <Box sx={{ display: 'flex', alignItems: 'center', gap: '6px', fontSize: '0.75rem' }}>
                  <StatusDot tone={state.tone} isPulsing={state.runningSince !== null} />
                  {state.words}
                </Box>
                {state.result === null ? null : (
                  <Box sx={{ fontSize: '0.75rem', fontVariantNumeric: 'tabular-nums' }}>{state.result}</Box>
                )}
              </>
            )}
          </Box>
          {state === null || state.runningSince === null || expectedMs === null ? null : (
            <Clock since={state.runningSince} expectedMs={expectedMs} />
          )}
        </Box>
      ))}
    </Box>
  );
}

/** A bar that is full before its step has ended would lie. */
const mostShare = 95;

/** How long a step has run, beside how long it was expected to. */
function Clock({ since, expectedMs }: { readonly since: number; readonly expectedMs: number }) {
  const elapsed = Math.max(0, useNow(1_000) - since);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: '8px', mt: '2px', fontSize: '0.75rem', color: color.muted }}>
      <LinearProgress
        variant="determinate"
        aria-label="Expected time"
        value={Math.min(mostShare, expectedMs <= 0 ? mostShare : Math.round((elapsed / expectedMs) * 100))}
        sx={{ width: 120, height: 3, borderRadius: '2px' }}
      />
      <span style={{ fontVariantNumeric: 'tabular-nums' }}>
        {elapsed > expectedMs
          ? `${formatWhole(Math.floor, elapsed)}, longer than the ${formatDuration(expectedMs)} expected`
          : `${formatWhole(Math.floor, elapsed)} of about ${formatDuration(expectedMs)}`}
      </span>
    </Box>
  );
}
