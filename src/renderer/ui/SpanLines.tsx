import Box from '@mui/material/Box';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { escapeBytes } from './byte-text.ts';
import { fillStyles, SpanLane } from './SpanLane.tsx';
import { type LaneSpan, type LineLane, nextSpan, type SpanFill, spanWords } from './span-lane.ts';
import { labelledMarks, layOutSpans, type SpanScale } from './span-layout.ts';
import { color, mono, tint } from './tokens.ts';
import { useVirtualRows } from './use-virtual-rows.ts';
import { useWidth } from './use-width.ts';

const laneHeight = 28;
const nameWidth = 168;
const usualWidth = 720;
/** A label is cut behind so many letters. */
const mostLetters = 22;
const letterWidth = 7.3;

interface SpanLinesProps {
  readonly label: string;
  readonly lanes: readonly LineLane[];
  /** What each fill means. */
  readonly legend: readonly { readonly fill: SpanFill; readonly text: string }[];
  /** What the line of all lanes together is called. */
  readonly togetherLabel: string;
  /** What is said where none is pointed at. */
  readonly invitation: string;
  /** The span that is marked, by its id. */
  readonly chosen: string | null;
  readonly onChoose: (chosen: LaneSpan) => void;
}

/**
 * Stretches of an order of bytes, a lane for each thing that has them, under a line of how many share each part. The
 * order is true; widths say nothing. The arrow keys walk the spans.
 */
export function SpanLines(props: SpanLinesProps) {
  const { label, lanes, legend, togetherLabel, invitation, chosen, onChoose } = props;
  const scale = useMemo(() => layOutSpans(lanes.map(({ spans }) => spans)), [lanes]);
  const [pointed, setPointed] = useState<LaneSpan | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const [width, frame] = useWidth();
  const { scroller, onScroll, window, showRow } = useVirtualRows({ count: lanes.length, rowHeight: laneHeight });
  const isKnown = lanes.some(({ spans }) => spans.some(({ id }) => id === cursor));
  const entry = isKnown ? cursor : (lanes.find(({ spans }) => spans.length > 0)?.spans[0]?.id ?? null);

  // What is walked to takes the focus once its lane has scrolled into sight.
  useEffect(() => {
    if (wanted.current === null) return;
    const target = scroller.current?.querySelector<HTMLElement>(`[data-span="${CSS.escape(wanted.current)}"]`);
    if (target === null || target === undefined) return;
    wanted.current = null;
    target.focus({ preventScroll: true });
  });
  const walk = (event: KeyboardEvent, at: LaneSpan): void => {
    const next = nextSpan(lanes, at, event.key);
    if (next === null) return;
    event.preventDefault();
    wanted.current = next.span.id;
    showRow(lanes.indexOf(next.lane));
    setCursor(next.span.id);
  };
  const point = (now: LaneSpan | null): void => {
    setPointed(now);
    if (now !== null) setCursor(now.span.id);
  };

  return (
    <Box ref={frame} sx={{ display: 'flex', flexDirection: 'column', gap: '4px', minHeight: 0, height: '100%' }}>
      <Legend legend={legend} />
      <Marks scale={scale} width={(width ?? usualWidth) - nameWidth} />
      <Together label={togetherLabel} scale={scale} />
      <Box
        ref={scroller}
        role="group"
        aria-label={label}
        onScroll={onScroll}
        sx={{ flex: '0 1 auto', minHeight: laneHeight * Math.min(3, lanes.length), overflow: 'hidden auto' }}
      >
        <Box sx={{ position: 'relative' }} style={{ height: window.height }}>
          <Box style={{ transform: `translateY(${window.offset}px)` }}>
            {lanes.slice(window.first, window.end).map((lane) => (
              <SpanLane
                key={lane.id}
                {...{ lane, scale, nameWidth, entry, chosen, onChoose }}
                height={laneHeight}
                onPoint={point}
                onKeyDown={walk}
              />
            ))}
          </Box>
        </Box>
      </Box>
      {/* Two lines are kept free, so that nothing moves under the pointer. */}
      <Box sx={{ pt: '4px', minHeight: '3em', color: color.muted, overflowWrap: 'anywhere' }}>
        {pointed === null ? invitation : spanWords(pointed, lanes)}
      </Box>
    </Box>
  );
}

const Legend = ({ legend }: Pick<SpanLinesProps, 'legend'>) => (
  <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '4px 18px', color: color.muted }}>
    {legend.map(({ fill, text }) => (
      <Box key={fill} sx={{ display: 'flex', alignItems: 'center', gap: '6px' }}>
        <Box
          aria-hidden="true"
          sx={{ width: 22, height: 12, borderRadius: '4px', boxSizing: 'border-box', ...fillStyles[fill] }}
        />
        {text}
      </Box>
    ))}
  </Box>
);

const markText = (at: Uint8Array): string => {
  const { text } = escapeBytes(at);
  return text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text;
};

/** Whether a place only ends a span of one name: a zero byte behind it, which is no name that anybody uses. */
const endsOneName = (at: Uint8Array): boolean => at.length > 1 && at.at(-1) === 0;

/** Where spans begin and end, as many as there is room for. The spans say it all in words. */
function Marks({ scale, width }: { readonly scale: SpanScale; readonly width: number }) {
  const named = scale.marks.filter(({ at }) => !endsOneName(at));
  const labelled = labelledMarks(named, width, ({ at }) => markText(at).length * letterWidth);
  return (
    <Box
      aria-hidden="true"
      sx={{ position: 'relative', height: 18, ml: `${nameWidth}px`, color: color.muted, ...mono }}
    >
      {labelled.map(({ at, left }) => (
        <Box
          key={escapeBytes(at).text}
          component="span"
          sx={{ position: 'absolute', whiteSpace: 'nowrap', borderLeft: `1px solid ${color.edge}`, pl: '3px' }}
          style={{ left: `${left * 100}%` }}
        >
          {markText(at)}
        </Box>
      ))}
    </Box>
  );
}

/** How many lanes share each part: the more, the darker. */
function Together({ label, scale }: { readonly label: string; readonly scale: SpanScale }) {
  const most = Math.max(1, ...scale.covered.map(({ count }) => count));
  return (
    <Box aria-hidden="true" sx={{ display: 'flex', alignItems: 'center', height: laneHeight, flexShrink: 0 }}>
      <Box sx={{ width: nameWidth, flexShrink: 0, color: color.muted }}>{label}</Box>
      <Box sx={{ position: 'relative', flex: 1, height: 18, border: `1px solid ${color.line}`, borderRadius: '4px' }}>
        {scale.covered.map(({ left, width, count }) => (
          <Box
            key={left}
            sx={{
              position: 'absolute',
              top: 0,
              bottom: 0,
              overflow: 'hidden',
              textAlign: 'center',
              ...mono,
              lineHeight: '16px',
            }}
            style={{
              ...{ left: `${left * 100}%`, width: `${width * 100}%` },
              backgroundColor: tint(color.accent, 8 + Math.round((32 * (count - 1)) / Math.max(1, most - 1))),
            }}
          >
            {count > 1 && width > 0.02 ? count : null}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
