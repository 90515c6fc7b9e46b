import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import type { SourceOpening } from '../../../contract/sources.ts';
import { formatBytes } from '../../ui/format.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { color } from '../../ui/tokens.ts';

/** A file while it is opened: how far it is read, and the place of what will be shown. */
export function ReadingFile(props: {
  readonly label: string;
  /** `null` before the first. */
  readonly step: SourceOpening | null;
}) {
  const { label, step } = props;
  const reading = step?.kind === 'reading' && step.totalBytes > 0 ? step : null;
  return (
    <>
      {reading === null ? null : <Progress label={label} {...reading} />}
      <LoadingRows label={label} rows={14} />
    </>
  );
}

function Progress(props: { readonly label: string; readonly doneBytes: number; readonly totalBytes: number }) {
  const { doneBytes, totalBytes } = props;
  const percent = Math.min(100, Math.floor((doneBytes / totalBytes) * 100));
  return (
    <Box sx={{ p: '0 14px 12px', maxWidth: 720 }}>
      <LinearProgress variant="determinate" value={percent} aria-label={`${props.label}: how far it is read`} />
      <Box sx={{ mt: '6px', color: color.muted, fontVariantNumeric: 'tabular-nums' }}>
        {percent} % of {formatBytes(totalBytes)} read
      </Box>
    </Box>
  );
}
