/** One line of a chart. */
export interface ChartSeries {
  readonly label: string;
  /** A value for each time; `null` is a gap, and not a zero. */
  readonly values: readonly (number | null)[];
  /** Which of five strokes; a colour alone tells no two of them apart. */
  readonly line: ChartLine;
}

export type ChartLine = 'first' | 'second' | 'third' | 'fourth' | 'fifth';

/** A value not to be exceeded. */
export interface ChartThreshold {
  readonly value: number;
  /** What happens there. */
  readonly label: string;
  readonly tone: 'warn' | 'bad';
}

/** A moment when something happened. */
export interface ChartMark {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly tone: 'info' | 'muted';
}

export type AxisMarks = 'whole' | 'bytes';

export interface TimeChartProps {
  /** What is drawn, with its unit: `Latency of each endpoint`. */
  readonly label: string;
  /** Milliseconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  /** How a value is written on the axis and beneath the pointer. */
  readonly format: (value: number) => string;
  /** Where the axis is marked: at whole numbers, or at round numbers of binary units; else at round decimals. */
  readonly marked?: AxisMarks;
  /** Pixels, the legend included. */
  readonly height: number;
  /** Where 0 is the floor; else the lines fill the height. */
  readonly isFromZero?: boolean;
  /** The time that is shown, in milliseconds since 1970; else that of the values. */
  readonly span?: { readonly from: number; readonly to: number };
  /** Drawn where the values come near. */
  readonly thresholds?: readonly ChartThreshold[];
  readonly marks?: readonly ChartMark[];
  /** Charts of one name show the pointer at the same moment. */
  readonly pointer?: string;
  /** A narrow chart leaves the time to the axis, and gives each line an equal part of the legend. */
  readonly isNarrow?: boolean;
}

/** Returns the thresholds that the values come near; one far above them would press them flat. */
export function nearThresholds(
  thresholds: readonly ChartThreshold[],
  series: readonly ChartSeries[],
): readonly ChartThreshold[] {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const most = known.reduce((a, b) => Math.max(a, b), 0);
  return thresholds.filter(({ value }) => most >= value * nearShare);
}

const nearShare = 0.4;

/** Returns the steps that an axis may have between its marks, ascending. */
export function axisSteps(marked: AxisMarks): readonly number[] {
  return marked === 'bytes'
    ? Array.from({ length: 50 }, (_, power) => 2 ** power)
    : Array.from({ length: 15 }, (_, power) => [1, 2, 5].map((part) => part * 10 ** power)).flat();
}

/** Returns a scale that holds all values with some room, also where they are all the same. */
export function axisRange(low: number | null, high: number | null, isFromZero: boolean): [number, number] {
  if (low === null || high === null) return [0, 1];
  const floor = isFromZero ? Math.min(0, low) : low;
  // Zeros have a mark above them: 1.
  const top = isFromZero && high === 0 && low === 0 ? 1 : high;
  const room = (top - floor || Math.abs(top) || 1) * 0.08;
  return [isFromZero && low >= 0 ? 0 : floor - room, top + room];
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
