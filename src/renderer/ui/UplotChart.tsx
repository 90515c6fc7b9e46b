import 'uplot/dist/uPlot.min.css';
import Box from '@mui/material/Box';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import Uplot from 'uplot';
import type { ChartLine, TimeChartProps } from './chart-data.ts';
import { color, font, schemeAttribute } from './tokens.ts';

const legendHeight = 28;
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
  const { series, times, height, isFromZero = false } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<Uplot | null>(null);
  const format = useRef(props.format);
  format.current = props.format;
  const scheme = useScheme();
  // Values come often and are only put in; other lines, or another scheme, make a new chart.
  const shape = JSON.stringify(series.map(({ label, line }) => [label, line]));
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
        height: height - legendHeight,
        cursor: { y: false, drag: { x: false, y: false } },
        scales: { y: { range: (_, low, high) => range(low, high, isFromZero) } },
        axes: [
          { ...axis, space: 80, values: (_, moments) => moments.map(clock) },
          { ...axis, size: 64, values: (_, marks) => marks.map((mark) => format.current(mark)) },
        ],
        legend: {
          markers: {
            width: 2,
            // The first of the chart's own series is the time.
            dash: (_, at) => strokes[series[at - 1]?.line ?? 'first'].border,
          },
        },
        series: [
          { label: 'Time', value: (_, moment) => (moment === null ? '–' : clock(moment)) },
          ...series.map(({ label, line }) => ({
            label,
            stroke: resolved(strokes[line].hue),
            width: 1.5,
            dash: [...strokes[line].dash],
            points: { show: false },
            value: (_: Uplot, value: number | null) => (value === null ? '–' : format.current(value)),
          })),
        ],
      },
      data.current,
      parent,
    );
    chart.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: parent.clientWidth, height: height - legendHeight }),
    );
    observer.observe(parent);
    return () => {
      observer.disconnect();
      chart.current = null;
      made.destroy();
    };
  }, [shape, scheme, height, isFromZero]);

  useEffect(() => {
    chart.current?.setData([times.map((time) => time / 1_000), ...series.map(({ values }) => [...values])]);
  }, [times, series]);

  // The words of the chart are its own label; its parts would only repeat them without order.
  return <Box ref={box} aria-hidden="true" sx={legendStyles} />;
}

/** A scale that holds all values with some room, also where they are all the same. */
function range(low: number | null, high: number | null, isFromZero: boolean): [number, number] {
  if (low === null || high === null) return [0, 1];
  const floor = isFromZero ? Math.min(0, low) : low;
  const room = (high - floor || Math.abs(high) || 1) * 0.08;
  return [isFromZero && low >= 0 ? 0 : floor - room, high + room];
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

/** The scheme that the document shows, followed. */
function useScheme(): string | null {
  const [scheme, setScheme] = useState(() => document.documentElement.getAttribute(schemeAttribute));
  useEffect(() => {
    const observer = new MutationObserver(() => setScheme(document.documentElement.getAttribute(schemeAttribute)));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: [schemeAttribute] });
    return () => observer.disconnect();
  }, []);
  return scheme;
}
