import Box from '@mui/material/Box';
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { LabEvent } from '../../../../contract/lab/events.ts';
import { useStore, useStorePart } from '../../../state/store.ts';
import { color, schemes } from '../../../ui/tokens.ts';
import { useScheme } from '../../../ui/use-scheme.ts';
import { useWidth } from '../../../ui/use-width.ts';
import { agoWords } from '../clock-words.ts';
import { labSentence } from '../model/lab-sentence.ts';
import { useLab } from '../use-lab.tsx';
import { drawTimeline, heightOf, isMarked } from './draw-timeline.ts';
import { TimelineControls } from './TimelineControls.tsx';
import { endOf, spans, timeScale } from './time-scale.ts';
import { timeTravel } from './time-travel.ts';

const left = 104;
/** How far from a mark a pointer may be. */
const nearPixels = 7;

/** One line of time for terms, members, events and acts. It can be stopped, and led back to any moment that is kept. */
export function Timeline() {
  const model = useLab();
  const frame = useStorePart(model.view, (view) => view.frame);
  const { at } = useStore(model.desk);
  const [zoom, setZoom] = useState(1);
  const [width, place] = useWidth();
  const [noted, note] = useState<LabEvent | null>(null);
  const end = useRef(0);
  const scrubs = useRef(false);
  const { history } = model;
  const travel = useMemo(() => timeTravel(model), [model]);
  const newest = frame?.at ?? 0;
  const oldest = history.oldest?.at ?? newest;
  const span = spans[zoom] ?? spans[0];
  end.current = endOf(end.current, newest, at, span);
  const scale = timeScale(end.current, span, left, width ?? 800);
  const members = history.members;
  const height = heightOf(members.length);
  const shownAt = at ?? newest;
  const canvas = useDrawn({ width: width ?? 800, height, ...{ scale, members, newest, at } });

  const keys: Readonly<Record<string, (isFine: boolean) => void>> = {
    ArrowLeft: (isFine) => travel.step(isFine ? -100 : -500),
    ArrowRight: (isFine) => travel.step(isFine ? 100 : 500),
    PageUp: () => travel.step(10_000),
    PageDown: () => travel.step(-10_000),
    Home: travel.toOldest,
    End: travel.toNow,
    ' ': travel.pauseOrGoOn,
    '+': () => setZoom(Math.max(0, zoom - 1)),
    '-': () => setZoom(Math.min(spans.length - 1, zoom + 1)),
    ',': () => travel.toEvent(-1),
    '.': () => travel.toEvent(1),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const run = keys[event.key];
    if (run === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    run(event.shiftKey);
  };
  const xOf = ({ currentTarget, clientX }: PointerEvent): number =>
    left + clientX - currentTarget.getBoundingClientRect().left;
  const scrub = (event: PointerEvent): void => travel.to(scale.timeAt(Math.max(left, xOf(event))));
  const point = (event: PointerEvent): void => {
    if (scrubs.current) {
      scrub(event);
      return;
    }
    const x = xOf(event);
    const near = history.events
      .filter((each) => isMarked(each) && Math.abs(scale.placeOf(each.at) - x) < nearPixels)
      .at(-1);
    note(near ?? null);
  };
  const shown = at === null ? frame : history.frameAt(at);
  return (
    <Box
      component="section"
      aria-label="Timeline"
      sx={{ flexShrink: 0, borderTop: `1px solid ${color.line}`, bgcolor: color.surface, p: '4px 12px 6px' }}
    >
      <TimelineControls
        travel={travel}
        hasFrame={frame !== null}
        at={at}
        ago={at === null ? null : agoWords(at, newest)}
        noted={noted}
        zoom={zoom}
        onZoom={setZoom}
      />
      <Box ref={place} sx={{ position: 'relative', height }}>
        <div aria-hidden="true">
          <canvas ref={canvas} style={{ position: 'absolute', inset: 0, width: width ?? 800, height }} />
        </div>
        <Box
          role="slider"
          aria-label="Moment shown"
          aria-valuemin={0}
          aria-valuemax={Math.round((newest - oldest) / 100) / 10}
          aria-valuenow={Math.round((shownAt - oldest) / 100) / 10}
          aria-valuetext={`${agoWords(shownAt, newest)}${shown === null ? '' : `: ${labSentence(shown).text}`}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            if (frame === null || event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            scrubs.current = true;
            scrub(event);
          }}
          onPointerMove={point}
          onPointerUp={() => {
            scrubs.current = false;
          }}
          onPointerLeave={() => note(null)}
          sx={{
            ...{ position: 'absolute', inset: 0, left: `${left}px`, cursor: 'col-resize', touchAction: 'none' },
            '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: '1px' },
          }}
        />
        {history.newest === null ? (
          <Box sx={{ position: 'absolute', inset: 0, display: 'grid', placeItems: 'center', color: color.muted }}>
            Nothing has been seen yet
          </Box>
        ) : null}
      </Box>
    </Box>
  );
}

/** Keeps the canvas as the line is. */
function useDrawn(options: {
  readonly width: number;
  readonly height: number;
  readonly scale: ReturnType<typeof timeScale>;
  readonly members: readonly string[];
  readonly newest: number;
  readonly at: number | null;
}): RefObject<HTMLCanvasElement | null> {
  const { width, height, scale, members, newest, at } = options;
  const { history } = useLab();
  const colours = useScheme() === 'dark' ? schemes.dark : schemes.light;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null) return;
    const ratio = window.devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (element.width !== wide) element.width = wide;
    if (element.height !== high) element.height = high;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawTimeline(context, { history, members, scale, width, left, newest, at, colours });
  });
  return canvas;
}
