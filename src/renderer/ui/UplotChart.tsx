import 'uplot/dist/uPlot.min.css';
import Box from '@mui/material/Box';
import { useEffect, useLayoutEffect, useRef } from 'react';
import Uplot from 'uplot';
import {
  axisRange,
  axisSteps,
  type ChartLine,
  type ChartMark,
  type ChartThreshold,
  nearThresholds,
  type TimeChartProps,
} from './chart-data.ts';
import { color, font } from './tokens.ts';
import { useScheme } from './use-scheme.ts';

const legendHeight = 28;
/** A narrow chart has three lines of it side by side. */
const narrowColumns = 3;
const narrowRow = 20;
/** The accent and the greys: every other hue has a meaning, which a line does not have. */
const strokes: Readonly<
  Record<ChartLine, { readonly hue: string; readonly dash: readonly number[]; readonly border: string }>
> = {
  first: { hue: color.accent, dash: [], border: 'solid' },
  second: { hue: color.text, dash: [], border: 'solid' },
  third: { hue: color.muted, dash: [], border: 'solid' },
  fourth: { hue: color.accent, dash: [6, 4], border: 'dashed' },
  fifth: { hue: color.text, dash: [2, 4], border: 'dotted' },
};

/** A moment of the axis, in seconds since 1970, as the operator's clock shows it. */
const clock = (moment: number): string => new Date(moment * 1_000).toLocaleTimeString('en-GB');

/** A canvas knows no variables: what a colour is in the scheme that is shown. */
const resolved = (of: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(of.slice('var('.length, -1)).trim();

/** The chart behind `TimeChart`, in a separate chunk. */
export function UplotChart(props: TimeChartProps) {
  const { series, times, height, isFromZero = false, marked, pointer, isNarrow = false } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<Uplot | null>(null);
  const format = useRef(props.format);
  format.current = props.format;
  const scheme = useScheme();
  // Values come often and are only put in; other lines, or another scheme, make a new chart.
  const legend = isNarrow ? 8 + narrowRow * Math.ceil(series.length / narrowColumns) : legendHeight;
  const shape = JSON.stringify(series.map(({ label, line }) => [label, line]));
  const drawn = useRef(props);
  drawn.current = props;
  const data = useRef<Uplot.AlignedData>([[]]);
  data.current = [times.map((time) => time / 1_000), ...series.map(({ values }) => [...values])];

  // biome-ignore lint/correctness/useExhaustiveDependencies: shape stands for the series, and scheme for the colours.
  useLayoutEffect(() => {
    const parent = box.current;
    if (parent === null) return;
    const axis = {
      stroke: resolved(color.muted),
      font: `11px ${font.sans}`,
      grid: { stroke: resolved(color.line), width: 1 },
      ticks: { show: false },
    };
    const made = new Uplot(
      {
        width: parent.clientWidth,
        height: height - legend,
        cursor: {
          y: false,
          drag: { x: false, y: false },
          ...(pointer === undefined ? {} : { sync: { key: pointer, setSeries: false } }),
        },
        scales: {
          x: { range: (_, first, last) => spanOf(drawn.current, first, last) },
          y: { range: (_, low, high) => axisRange(low, highest(drawn.current, high), isFromZero) },
        },
        hooks: {
          drawClear: [(chart) => drawMarks(chart, drawn.current.marks ?? [])],
          draw: [
            (chart) => drawThresholds(chart, nearThresholds(drawn.current.thresholds ?? [], drawn.current.series)),
          ],
        },
        axes: [
          {
            ...axis,
            space: 80,
            ...(isNarrow ? { size: 28, splits: (_chart, _axis, first, last) => narrowMoments(first, last) } : {}),
            values: (_, moments) => moments.map(clock),
          },
          {
            ...axis,
            ...(marked === undefined ? {} : { incrs: [...axisSteps(marked)] }),
            size: 64,
            values: (_, marks) => marks.map((mark) => format.current(mark)),
          },
        ],
        legend: {
          markers: {
            width: 2,
            // The first of the chart's own series is the time.
            dash: (_, at) => strokes[series[at - 1]?.line ?? 'first'].border,
          },
        },
        series: [
          { label: isNarrow ? '' : 'Time', value: (_, moment) => (moment === null ? '–' : clock(moment)) },
          ...series.map(({ label, line }) => ({
            label,
            stroke: resolved(strokes[line].hue),
            width: 1.5,
            dash: [...strokes[line].dash],
            points: { show: false },
            value: (chart: Uplot, value: number | null, line: number, moment: number | null) => {
              // Without a pointer a narrow chart says the latest value.
              const said = isNarrow && moment === null ? (chart.data[line]?.at(-1) ?? null) : value;
              return said === null ? '–' : format.current(said);
            },
          })),
        ],
      },
      data.current,
      parent,
    );
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: parent.clientWidth, height: height - legend }));
    observer.observe(parent);
    return () => {
      observer.disconnect();
      chart.current = null;
      made.destroy();
    };
  }, [shape, scheme, height, isFromZero, marked, pointer, isNarrow]);

  const { span, marks, thresholds } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chart reads them when it is drawn.
  useEffect(() => {
    chart.current?.setData([times.map((time) => time / 1_000), ...series.map(({ values }) => [...values])]);
  }, [times, series, span, marks, thresholds]);

  // The words of the chart are its own label; its parts would only repeat them without order.
  return <Box ref={box} aria-hidden="true" sx={isNarrow ? narrowStyles : legendStyles} />;
}

/** A narrow chart has room for three moments; round ones may all but one lie outside of it, and that one at its edge. */
const narrowMoments = (first: number, last: number): number[] =>
  [1, 3, 5].map((part) => Math.round(first + ((last - first) * part) / 6));

/** The scale of the time, in seconds. */
function spanOf({ span }: TimeChartProps, first: number | null, last: number | null): [number, number] {
  if (span !== undefined) return [span.from / 1_000, span.to / 1_000];
  return [first ?? 0, last ?? 1];
}

/** The highest that has to be seen: a threshold too, where the values come near. */
function highest({ thresholds = [], series }: TimeChartProps, high: number | null): number | null {
  const near = nearThresholds(thresholds, series).map(({ value }) => value);
  return high === null || near.length === 0 ? high : Math.max(high, ...near);
}

const markHues = { info: color.accent, muted: color.muted } as const;
const thresholdHues = { warn: color.warn, bad: color.bad } as const;

/** Beneath the lines: a hairline at each moment, with a head at the top. */
function drawMarks({ ctx, bbox, scales, valToPos }: Uplot, marks: readonly ChartMark[]): void {
  const { min = 0, max = 0 } = scales.x ?? {};
  for (const { at, tone } of marks) {
    const moment = at / 1_000;
    if (min === null || max === null || moment < min || moment > max) continue;
    const x = Math.round(valToPos(moment, 'x', true));
    ctx.save();
    ctx.strokeStyle = resolved(markHues[tone]);
    ctx.fillStyle = ctx.strokeStyle;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const half = 3.5 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x - half, bbox.top);
    ctx.lineTo(x + half, bbox.top);
    ctx.lineTo(x, bbox.top + 1.6 * half);
    ctx.fill();
    ctx.restore();
  }
}

function drawThresholds({ ctx, bbox, valToPos }: Uplot, thresholds: readonly ChartThreshold[]): void {
  for (const { value, label, tone } of thresholds) {
    const y = Math.round(valToPos(value, 'y', true));
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.save();
    ctx.strokeStyle = resolved(thresholdHues[tone]);
    ctx.fillStyle = ctx.strokeStyle;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.font = `${10.5 * devicePixelRatio}px ${font.sans}`;
    ctx.textAlign = 'right';
    // Over the line there is no room at the top.
    const isHigh = y - bbox.top < 16 * devicePixelRatio;
    ctx.textBaseline = isHigh ? 'top' : 'bottom';
    const base = y + (isHigh ? 3 : -3) * devicePixelRatio;
    // A rim keeps it readable over lines.
    ctx.setLineDash([]);
    ctx.lineJoin = 'round';
    ctx.lineWidth = 4 * devicePixelRatio;
    ctx.strokeStyle = resolved(color.surface);
    ctx.strokeText(label, bbox.left + bbox.width, base);
    ctx.fillText(label, bbox.left + bbox.width, base);
    ctx.restore();
  }
}

const legendStyles = {
  '& .u-legend': {
    height: legendHeight,
    margin: 0,
    padding: '4px 0 0 64px',
    overflow: 'hidden',
    textAlign: 'left',
    fontFamily: font.sans,
    fontSize: '0.75rem',
    color: color.muted,
  },
  '& .u-legend .u-value': { fontVariantNumeric: 'tabular-nums', color: color.text },
  '& .u-cursor-x': { borderColor: color.faint },
} as const;

const narrowStyles = {
  ...legendStyles,
  // As wide as its chart, whatever the names.
  '& .uplot': { width: '100%' },
  '& .u-legend': {
    ...legendStyles['& .u-legend'],
    ...{ display: 'block', width: '100%', height: 'auto', padding: '4px 0 0 0' },
  },
  '& .u-legend tbody': { display: 'grid', gridTemplateColumns: `repeat(${narrowColumns}, minmax(0, 1fr))` },
  '& .u-legend .u-series': { display: 'flex', minWidth: 0, height: narrowRow, alignItems: 'center', margin: 0 },
  '& .u-legend .u-series:first-of-type': { display: 'none' },
  '& .u-legend .u-series > th': { display: 'flex', alignItems: 'center', minWidth: 0, padding: 0 },
  '& .u-legend .u-series > td': { padding: '0 0 0 6px', whiteSpace: 'nowrap' },
  '& .u-legend .u-label': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
} as const;
