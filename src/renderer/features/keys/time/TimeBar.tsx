import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Slider from '@mui/material/Slider';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import type { Timeline } from '../../../../contract/history.ts';
import { FailureView } from '../../../app/FailureView.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { formatCount, formatDuration } from '../../../ui/format.ts';
import { CloseIcon } from '../../../ui/icons.tsx';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { color, tint } from '../../../ui/tokens.ts';
import { readAt, useKeySourceChoice } from '../key-source-choice.ts';
import { reachOf, timeOf, timeWords } from '../revision-clock.ts';
import type { RowActs } from '../row-acts.ts';
import { useTimeline } from '../use-timeline.ts';
import { MomentField } from './MomentField.tsx';

/** While the bar is open, how far back one can read goes on changing. */
const askAgainMs = 10_000;
/** A slider that is dragged, or a key that is held, passes many revisions: the one where it rests is read. */
const restsAfterMs = 200;

/** Chooses the moment that the screen shows, from the oldest that can be read to now. */
export function TimeBar(props: { readonly prefix: Uint8Array; readonly acts: RowActs; readonly onClose: () => void }) {
  const { prefix, acts, onClose } = props;
  const { id } = useConnection();
  const { revision } = useKeySourceChoice(id);
  const timeline = useTimeline(askAgainMs);
  const close = (): void => {
    readAt(id, null);
    onClose();
  };
  return (
    <Box
      role="region"
      aria-label="Time"
      sx={{
        flexShrink: 0,
        p: '8px 14px',
        borderBottom: `1px solid ${color.line}`,
        backgroundColor: revision === null ? color.surface : tint(color.learner, 10),
      }}
    >
      {timeline.isError && timeline.data === undefined ? (
        <FailureView
          failure={failureOf(timeline.error)}
          layout="inline"
          onRetry={() => void timeline.refetch()}
          actions={<Button onClick={close}>Back to now</Button>}
        />
      ) : timeline.data === undefined ? (
        <LoadingRows label="Asking how far back the history reaches" rows={2} />
      ) : (
        <>
          <MomentSlider timeline={timeline.data} onClose={close} />
          <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, minHeight: 30 }}>
            <Box role="status" sx={{ flex: 1, minWidth: 240 }}>
              <Sentence timeline={timeline.data} revision={revision} />
            </Box>
            {revision === null ? null : (
              <>
                <Button onClick={() => acts.compareWithNow(prefix)}>Compare with now</Button>
                <Button onClick={() => acts.putBack({ kind: 'prefix', prefix })}>Put back…</Button>
                <Button variant="contained" onClick={() => readAt(id, null)}>
                  Back to now
                </Button>
              </>
            )}
          </Box>
        </>
      )}
    </Box>
  );
}

function MomentSlider({ timeline, onClose }: { readonly timeline: Timeline; readonly onClose: () => void }) {
  const { id } = useConnection();
  const { revision } = useKeySourceChoice(id);
  const { oldestRevision, headRevision } = timeline;
  const shown = revision ?? headRevision;
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    if (at === null) return;
    const timer = setTimeout(() => {
      readAt(id, at >= headRevision ? null : at);
      setAt(null);
    }, restsAfterMs);
    return () => clearTimeout(timer);
  }, [id, at, headRevision]);
  const words = (value: number): string =>
    `Revision ${formatCount(value)}, ${timeWords(timeOf(timeline.sightings, value), Date.now())}`;
  const value = Math.min(headRevision, Math.max(oldestRevision, at ?? shown));
  const hasPast = oldestRevision < headRevision;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
      <Slider
        size="small"
        aria-label="Revision"
        min={oldestRevision}
        max={hasPast ? headRevision : oldestRevision + 1}
        value={value}
        disabled={!hasPast}
        shiftStep={Math.max(10, Math.round((headRevision - oldestRevision) / 50))}
        getAriaValueText={words}
        onChange={(_event, moved) => typeof moved === 'number' && setAt(moved)}
        sx={{ flex: 1, minWidth: 120 }}
      />
      <Box sx={{ color: color.muted, fontVariantNumeric: 'tabular-nums', minWidth: 230, textAlign: 'right' }}>
        {at === null && revision === null ? `Now, revision ${formatCount(headRevision)}` : words(value)}
      </Box>
      <MomentField timeline={timeline} onMoment={(typed) => readAt(id, typed >= headRevision ? null : typed)} />
      <Tooltip title="Close, and go back to now">
        <IconButton aria-label="Close the time bar" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </Tooltip>
    </Box>
  );
}

/** What is shown, and how far back one could go. */
function Sentence({ timeline, revision }: { readonly timeline: Timeline; readonly revision: number | null }) {
  const reach = reachOf(timeline, Date.now());
  const oldest = `revision ${formatCount(timeline.oldestRevision)}`;
  const history =
    reach === null
      ? `History reaches back to ${oldest}.`
      : `History reaches back at least ${formatDuration(reach)}, to ${oldest}.`;
  if (revision === null) return <span style={{ color: color.muted }}>{history}</span>;
  if (revision < timeline.oldestRevision) {
    return (
      <>
        Revision {formatCount(revision)} has been compacted meanwhile: it cannot be read any more. {history}
      </>
    );
  }
  const when = timeWords(timeOf(timeline.sightings, revision), Date.now());
  return (
    <>
      <b>You see the past:</b> revision {formatCount(revision)}, {when}. Nothing can be changed in it.{' '}
      <span style={{ color: color.muted }}>{history}</span>
    </>
  );
}
