import Box from '@mui/material/Box';
import { color, size, tint } from './tokens.ts';

interface LoadingRowsProps {
  /** What is loading, for a screen reader: `Loading keys`. */
  readonly label: string;
  readonly rows?: number;
  readonly rowHeight?: number;
}

const widths = [46, 62, 38, 55, 71, 42, 58, 34, 66, 50];

/** What stands where content will be: a box with a wave that goes over it. */
const standIn = {
  borderRadius: `${size.radius}px`,
  backgroundColor: tint(color.muted, 16),
  position: 'relative',
  overflow: 'hidden',
  '&::after': {
    content: '""',
    position: 'absolute',
    inset: 0,
    background: `linear-gradient(90deg, transparent, ${tint(color.text, 6)}, transparent)`,
    transform: 'translateX(-100%)',
    animation: 'ed-wave 2s linear 0.5s infinite',
  },
  '@keyframes ed-wave': { '50%, 100%': { transform: 'translateX(100%)' } },
} as const;

/** One style for all rows: a component for each is made only to be taken away at once. */
const rowsStyle = {
  overflow: 'hidden',
  '& > div': { display: 'flex', alignItems: 'center', padding: '0 12px' },
  '& > div > span': { ...standIn, height: 12 },
} as const;

/** Rows of the height that the content will have, so that nothing jumps when it comes. */
export function LoadingRows({ label, rows = 8, rowHeight = size.row }: LoadingRowsProps) {
  return (
    <Box role="status" aria-label={label} sx={rowsStyle}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div key={row} style={{ height: rowHeight }}>
          <span style={{ width: `${widths[row % widths.length] ?? 50}%` }} />
        </div>
      ))}
    </Box>
  );
}

/** One box of the size that the content will have. */
export function LoadingBlock(props: {
  readonly label: string;
  readonly height: number | string;
  readonly width?: number | string;
}) {
  return (
    <Box
      role="status"
      aria-label={props.label}
      sx={{ ...standIn, height: props.height, width: props.width ?? '100%' }}
    />
  );
}
