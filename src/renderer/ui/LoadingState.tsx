import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { size } from './tokens.ts';

interface LoadingRowsProps {
  /** What is loading, for a screen reader: `Loading keys`. */
  readonly label: string;
  readonly rows?: number;
  readonly rowHeight?: number;
}

const widths = [46, 62, 38, 55, 71, 42, 58, 34, 66, 50];

/** Rows of the height that the content will have, so that nothing jumps when it comes. */
export function LoadingRows({ label, rows = 8, rowHeight = size.row }: LoadingRowsProps) {
  return (
    <Box role="status" aria-label={label} sx={{ overflow: 'hidden' }}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <Box key={row} sx={{ height: rowHeight, display: 'flex', alignItems: 'center', px: 1.5 }}>
          <Skeleton width={`${widths[row % widths.length] ?? 50}%`} height={12} variant="rounded" />
        </Box>
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
    <Box role="status" aria-label={props.label}>
      <Skeleton variant="rounded" height={props.height} width={props.width ?? '100%'} />
    </Box>
  );
}
