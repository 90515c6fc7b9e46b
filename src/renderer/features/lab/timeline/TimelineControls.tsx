import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { memo } from 'react';
import type { LabEvent } from '../../../../contract/lab/events.ts';
import { formatDuration } from '../../../ui/format.ts';
import { ArrowLeftIcon, ChevronRightIcon, PauseIcon, PlayIcon } from '../../../ui/icons.tsx';
import { color } from '../../../ui/tokens.ts';
import { formatMilliseconds } from '../clock-words.ts';
import { eventWords } from '../lab-words.ts';
import { spans } from './time-scale.ts';
import type { TimeTravel } from './time-travel.ts';

/** The buttons above the line of time, and what is pointed at in it. */
export const TimelineControls = memo(function TimelineControls(props: {
  readonly travel: TimeTravel;
  readonly hasFrame: boolean;
  /** The moment that is shown, and how long ago it was; `null`: now. */
  readonly at: number | null;
  readonly ago: string | null;
  readonly noted: LabEvent | null;
  readonly zoom: number;
  readonly onZoom: (zoom: number) => void;
}) {
  const { travel, hasFrame, at, ago, noted, zoom, onZoom } = props;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: '4px', minHeight: 30 }}>
      {at === null ? (
        <Button startIcon={<PauseIcon />} disabled={!hasFrame} onClick={travel.pauseOrGoOn}>
          Pause
        </Button>
      ) : (
        <Button startIcon={<PlayIcon />} variant="contained" onClick={travel.toNow}>
          Back to now
        </Button>
      )}
      <Tooltip title="Previous event (,)">
        <IconButton aria-label="Previous event" onClick={() => travel.toEvent(-1)}>
          <ArrowLeftIcon />
        </IconButton>
      </Tooltip>
      <Tooltip title="Next event (.)">
        <IconButton aria-label="Next event" onClick={() => travel.toEvent(1)}>
          <ChevronRightIcon />
        </IconButton>
      </Tooltip>
      <Box sx={{ flex: 1, minWidth: 0, px: 1, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {noted !== null ? (
          <>
            <b>{formatMilliseconds(noted.at)}</b> {eventWords(noted)}
          </>
        ) : at === null ? (
          <Box component="span" sx={{ color: color.muted }}>
            Live · click into the line, or press an arrow key on it, to look back
          </Box>
        ) : (
          <>
            <b>{ago}</b> · {formatMilliseconds(at)}
          </>
        )}
      </Box>
      <Box component="span" sx={{ color: color.muted }}>
        {formatDuration(spans[zoom] ?? spans[0]).replace('.0 ', ' ')}
      </Box>
      <Button aria-label="Zoom in" disabled={zoom === 0} onClick={() => onZoom(zoom - 1)}>
        +
      </Button>
      <Button aria-label="Zoom out" disabled={zoom === spans.length - 1} onClick={() => onZoom(zoom + 1)}>
        −
      </Button>
    </Box>
  );
});
