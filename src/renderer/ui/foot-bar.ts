import { color } from './tokens.ts';

/** Styles of the line beneath a list that says how much is in it. */
export const footBar = {
  display: 'flex',
  alignItems: 'center',
  gap: 1,
  px: 1.5,
  minHeight: 32,
  flexShrink: 0,
  borderTop: `1px solid ${color.line}`,
  color: color.muted,
  fontSize: '0.75rem',
} as const;
