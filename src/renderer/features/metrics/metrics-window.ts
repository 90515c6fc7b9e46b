import type { MemberId } from '../../../contract/ids.ts';
import type { ChartMark, MetricId, MetricsNotice, Scrape } from '../../../contract/metrics.ts';
import type { ChartLine, ChartSeries, ChartThreshold } from '../../ui/chart-data.ts';
import { metricWords } from './metric-words.ts';
import type { Panel } from './panels.ts';
import { shortNames } from './short-names.ts';

/** The followed scrapes and marks of the last hour. */
export interface Metrics {
  readonly scrapes: readonly Scrape[];
  readonly marks: readonly ChartMark[];
}

export const noMetrics: Metrics = { scrapes: [], marks: [] };

const keptMs = 60 * 60_000;
/** The shortest span shown. */
const leastMs = 60_000;
/** A scrape comes every five seconds; a longer gap breaks the line. */
const gapMs = 12_500;

/** Returns the metrics with a notice added. */
export function withNotice(before: Metrics, notice: MetricsNotice): Metrics {
  if (notice.kind === 'history') return { scrapes: notice.scrapes, marks: notice.marks };
  if (notice.kind === 'mark') return { ...before, marks: [...before.marks, notice.mark] };
  const { at } = notice.scrape;
  const isKept = (one: { readonly at: number }): boolean => at - one.at < keptMs;
  return { scrapes: [...before.scrapes.filter(isKept), notice.scrape], marks: before.marks.filter(isKept) };
}

/** The scrapes and marks of a span of time up to the newest scrape. */
export interface MetricsWindow extends Metrics {
  readonly from: number;
  readonly to: number;
}

export function windowOf({ scrapes, marks }: Metrics, minutes: number): MetricsWindow {
  const to = scrapes.at(-1)?.at ?? 0;
  // A shorter history fills the whole width.
  const begun = Math.min(scrapes[0]?.at ?? to, to - leastMs);
  const from = Math.max(begun, to - minutes * 60_000);
  const isIn = ({ at }: { readonly at: number }): boolean => at >= from;
  return { from, to, scrapes: scrapes.filter(isIn), marks: marks.filter(isIn) };
}

/** A member, with the same stroke in every chart. */
export interface ShownMember {
  readonly id: MemberId;
  readonly name: string;
  /** The name in a legend. */
  readonly shortName: string;
  readonly line: ChartLine;
}

const lines: readonly ChartLine[] = ['first', 'second', 'third', 'fourth', 'fifth'];

/** Returns the members of scrapes, sorted by name. The sixth member has the first stroke again. */
export function membersIn(scrapes: readonly Scrape[], nameOf: (id: MemberId) => string): readonly ShownMember[] {
  const ids = new Set(scrapes.flatMap(({ members }) => members.map(({ member }) => member)));
  const named = [...ids]
    .map((id) => ({ id, name: nameOf(id) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const short = shortNames(named.map(({ name }) => name));
  return named.map((member, at) => ({
    ...member,
    shortName: short[at] ?? member.name,
    line: lines[at % lines.length] ?? 'first',
  }));
}

/** The data of a panel. */
export interface PanelData {
  /** Empty where no member has the figure. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
}

/** Returns the course of a figure, a line for each member, broken at gaps between scrapes. */
export function courseOf(scrapes: readonly Scrape[], members: readonly ShownMember[], id: MetricId): PanelData {
  const times: number[] = [];
  const values = members.map((): (number | null)[] => []);
  for (const { at, members: rows } of scrapes) {
    const before = times.at(-1);
    if (before !== undefined && at - before > gapMs) {
      times.push(before + 1);
      for (const each of values) each.push(null);
    }
    times.push(at);
    members.forEach((member, place) => {
      values[place]?.push(rows.find((row) => row.member === member.id)?.values[id] ?? null);
    });
  }
  const hasValue = values.some((each) => each.some((value) => value !== null));
  return {
    times: hasValue ? times : [],
    series: members.map(({ shortName, line }, place) => ({ label: shortName, line, values: values[place] ?? [] })),
  };
}

/** Returns the thresholds of a panel: its fixed ones, and the smallest limit of any member. */
export function thresholdsOf({ thresholds = [], limit }: Panel, newest: Scrape | undefined): readonly ChartThreshold[] {
  if (limit === undefined) return thresholds;
  const limits = (newest?.members ?? []).flatMap(({ values }) => values[limit.id] ?? []).filter((value) => value > 0);
  if (limits.length === 0) return thresholds;
  const value = Math.min(...limits);
  return [...thresholds, { value, label: `${limit.label} ${metricWords[limit.id].format(value)}`, tone: 'bad' }];
}
