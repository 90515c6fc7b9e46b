import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Slider from '@mui/material/Slider';
import Tooltip from '@mui/material/Tooltip';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Timeline } from '../../../contract/history.ts';
import { failureOf } from '../../state/failure.ts';
import { formatCount, formatDuration } from '../../ui/format.ts';
import { CloseIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { color, tint } from '../../ui/tokens.ts';
import { useNow } from '../../ui/use-now.ts';
import { FailureView } from '../failures/FailureView.tsx';
import { latestWords } from '../source/latest-words.ts';
import { historyAgeOf, type MomentGap, timeOf, timeWords } from '../source/revision-clock.ts';
import { type ShownSource, useSource } from '../source/source.tsx';
import { readAt } from '../source/source-choice.ts';
import { useTimeline } from '../source/use-timeline.ts';
import { GapChoice } from './GapChoice.tsx';
import { MomentField } from './MomentField.tsx';
import type { ScreenTime } from './use-time-bar.ts';

/** While the bar is open, how far back one can read goes on changing. */
const askAgainMs = 10_000;
/** A slider that is dragged, or a key that is held, passes many revisions: the one where it rests is read. */
const restsAfterMs = 200;

/** Chooses the moment that the screen shows, from the oldest that can be read to now. */
export function TimeBar(props: {
  readonly time: ScreenTime;
  /** What else can be done with a past moment, as buttons. */
  readonly actions?: ReactNode;
}) {
  const { time } = props;
  const source = useSource();
  const { revision } = source.choice;
  const timeline = useTimeline(askAgainMs);
  // What is said of the time grows old.
  useNow(askAgainMs);
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
      {timeline.data !== undefined ? (
        <Moments {...props} timeline={timeline.data} />
      ) : timeline.isError ? (
        <FailureView
          failure={failureOf(timeline.error)}
          layout="inline"
          onRetry={() => void timeline.refetch()}
          actions={<Button onClick={() => close(time)}>Back to {latestWords(source)}</Button>}
        />
      ) : (
        <LoadingRows label="Asking how far back the history reaches" rows={2} />
      )}
    </Box>
  );
}

function close({ button, show }: ScreenTime): void {
  button.current?.focus();
  show(false);
}

function Moments(props: Parameters<typeof TimeBar>[0] & { readonly timeline: Timeline }) {
  const { timeline, actions, time } = props;
  const { oldestRevision, headRevision, sightings } = timeline;
  const source = useSource();
  const { id, choice } = source;
  const { revision } = choice;
  const latest = latestWords(source);
  const [asked, setAsked] = useState<MomentGap | null>(null);
  const goTo = (moment: number, gap: MomentGap | null = null): void => {
    setAsked(null);
    readAt(id, moment >= headRevision ? null : moment, gap);
  };
  const [moved, setMoved] = useMoved(goTo);
  const hasPast = oldestRevision < headRevision;
  const shown = moved ?? revision ?? headRevision;
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Slider
          size="small"
          aria-label="Revision"
          min={oldestRevision}
          max={hasPast ? headRevision : oldestRevision + 1}
          value={Math.min(headRevision, Math.max(oldestRevision, shown))}
          disabled={!hasPast}
          shiftStep={Math.max(10, Math.round((headRevision - oldestRevision) / 50))}
          getAriaValueText={(value) =>
            `Revision ${formatCount(value)}, ${timeWords(timeOf(sightings, value), Date.now())}`
          }
          onChange={(_event, value) => typeof value === 'number' && setMoved(value)}
          sx={{ flex: 1, minWidth: 120 }}
        />
        <MomentField timeline={timeline} now={() => endOf(source, timeline)} onMoment={goTo} onGap={setAsked} />
        <Tooltip title={`Close, and go back to ${latest}`}>
          <IconButton aria-label="Close the time bar" onClick={() => close(time)}>
            <CloseIcon />
          </IconButton>
        </Tooltip>
      </Box>
      {asked === null ? null : (
        <GapChoice gap={asked} onChoose={(moment) => goTo(moment, asked)} onCancel={() => setAsked(null)} />
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, minHeight: 30 }}>
        <Box sx={{ flex: 1, minWidth: 240, fontVariantNumeric: 'tabular-nums' }}>
          <Shown source={source} timeline={timeline} revision={shown >= headRevision ? null : shown} />{' '}
          <span style={{ color: color.muted }}>{reachText(timeline, endOf(source, timeline))}</span>
        </Box>
        {revision === null ? null : (
          <>
            {actions}
            <Button
              variant="contained"
              onClick={() => {
                // This button goes with the past.
                time.button.current?.focus();
                readAt(id, null);
              }}
            >
              Back to {latest}
            </Button>
          </>
        )}
      </Box>
    </>
  );
}

/** Where the slider is while it moves; what it rests at is gone to. */
function useMoved(goTo: (moment: number) => void): readonly [number | null, (moment: number) => void] {
  const [moved, setMoved] = useState<number | null>(null);
  const latest = useRef(goTo);
  latest.current = goTo;
  useEffect(() => {
    if (moved === null) return;
    const timer = setTimeout(() => {
      latest.current(moved);
      setMoved(null);
    }, restsAfterMs);
    return () => clearTimeout(timer);
  }, [moved]);
  return [moved, setMoved];
}

/** The moment that is shown, or about to be. */
function Shown(props: { readonly source: ShownSource; readonly timeline: Timeline; readonly revision: number | null }) {
  const { source, timeline, revision } = props;
  if (revision === null) {
    return (
      <>
        You see {latestWords(source)}, revision {formatCount(timeline.headRevision)}.
      </>
    );
  }
  if (revision < timeline.oldestRevision) {
    return <>Revision {formatCount(revision)} has been compacted meanwhile: it cannot be read any more.</>;
  }
  const when = timeWords(timeOf(timeline.sightings, revision), Date.now());
  return (
    <>
      <b>You see the past:</b> revision {formatCount(revision)}, {when}. Nothing can be changed in it.
    </>
  );
}

/** Now; of a file the time that its history ends at, as far as that is known. */
function endOf({ connection, origin }: ShownSource, { sightings }: Timeline): number {
  return connection === null ? (sightings.at(-1)?.at ?? origin.dataTime ?? Date.now()) : Date.now();
}

function reachText(timeline: Timeline, end: number): string {
  const oldest = `revision ${formatCount(timeline.oldestRevision)}`;
  const age = historyAgeOf(timeline, end);
  return age === null
    ? `History reaches back to ${oldest}.`
    : `History reaches back at least ${formatDuration(age)}, to ${oldest}.`;
}
