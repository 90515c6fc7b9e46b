import { color } from '../../ui/tokens.ts';

/** Styles of a list of keys in a plan, as long as one can look through; beyond that it scrolls. */
export const keyList = {
  m: 0,
  p: '6px 10px',
  listStyle: 'none',
  maxHeight: 168,
  overflow: 'auto',
  border: `1px solid ${color.line}`,
  borderRadius: '6px',
  backgroundColor: color.surface,
} as const;
