import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { color, tint, toneText } from './tokens.ts';

/** What a colour means here, and nothing else has a colour. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'learner' | 'production' | 'neutral';

/** What a chip says, and its meaning. */
export interface ChipWords {
  readonly tone: Tone;
  readonly text: string;
}

/** The hue of each meaning. */
export const toneColor: Readonly<Record<Tone, string>> = {
  ok: color.ok,
  warn: color.warn,
  bad: color.bad,
  info: color.accent,
  learner: color.learner,
  production: color.production,
  neutral: color.muted,
};

/** A state in one word, on a background of the state's hue. The colour only repeats the word. */
export function StatusChip({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const hue = toneColor[tone];
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        height: 18,
        px: '7px',
        borderRadius: '9px',
        fontSize: '0.6875rem',
        lineHeight: '1rem',
        fontWeight: 550,
        whiteSpace: 'nowrap',
        color: toneText(hue),
        bgcolor: tint(hue),
      }}
    >
      {children}
    </Box>
  );
}

/** The dot beside a word that says the same; never alone. */
export function StatusDot({ tone, isPulsing = false }: { readonly tone: Tone; readonly isPulsing?: boolean }) {
  return (
    <Box
      component="span"
      aria-hidden="true"
      sx={{
        display: 'inline-block',
        flexShrink: 0,
        width: 8,
        height: 8,
        borderRadius: '50%',
        bgcolor: toneColor[tone],
        '@keyframes ed-pulse': { '50%': { opacity: 0.35 } },
        ...(isPulsing ? { animation: 'ed-pulse 1.6s ease-in-out infinite' } : {}),
      }}
    />
  );
}
