import Box from '@mui/material/Box';
import { sparklinePaths } from './sparkline-paths.ts';
import { color } from './tokens.ts';

const height = 20;

/** The course of a number in the space of a word. A gap is a moment without an answer, and not a zero. */
export function Sparkline(props: {
  /** What it shows and how it went, in words: `Latency, 1.8 ms now, 4 ms at most`. */
  readonly label: string;
  /** Oldest first, at even steps. */
  readonly values: readonly (number | null)[];
  /** Pixels. */
  readonly width?: number;
  /** Where 0 is the floor, sizes can be compared; else the course fills the height. */
  readonly isFromZero?: boolean;
}) {
  const { label, values, width = 80, isFromZero = false } = props;
  const { lines, dots } = sparklinePaths(values, { width, height, isFromZero });
  return (
    <Box
      component="svg"
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      sx={{ display: 'inline-block', verticalAlign: 'middle', flexShrink: 0, color: color.accent }}
    >
      <path d={lines} fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinejoin="round" />
      <path d={dots} fill="none" stroke="currentColor" strokeWidth={3} strokeLinecap="round" />
    </Box>
  );
}
