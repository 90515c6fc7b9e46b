/** One line of a chart. */
export interface ChartSeries {
  readonly label: string;
  /** A value for each time; `null` is a gap, and not a zero. */
  readonly values: readonly (number | null)[];
  /** Which of five strokes; a colour alone tells no two of them apart. */
  readonly line: ChartLine;
}

export type ChartLine = 'first' | 'second' | 'third' | 'fourth' | 'fifth';

export interface TimeChartProps {
  /** What is drawn, with its unit: `Latency of each endpoint`. */
  readonly label: string;
  /** Milliseconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  /** How a value is written on the axis and beneath the pointer. */
  readonly format: (value: number) => string;
  /** Pixels, the legend included. */
  readonly height: number;
  /** Where 0 is the floor; else the lines fill the height. */
  readonly isFromZero?: boolean;
}

/** Returns a chart's text for screen readers: the last value and the extremes of each line. */
export function chartSummary(label: string, series: readonly ChartSeries[], format: (value: number) => string): string {
  const said = series.map((each) => {
    const known = each.values.filter((value) => value !== null);
    const last = each.values.at(-1);
    if (known.length === 0) return `${each.label}: no value yet`;
    const low = known.reduce((a, b) => Math.min(a, b));
    const high = known.reduce((a, b) => Math.max(a, b));
    const now = last === null || last === undefined ? 'no value now' : `${format(last)} now`;
    return `${each.label}: ${now}, between ${format(low)} and ${format(high)}`;
  });
  return [label, ...said].join('. ');
}
