import { EtcdeckError } from '../../contract/failure.ts';

/** The labels of a series, without `le` for a histogram's. */
export type Labels = ReadonlyMap<string, string>;

/** A gauge's or counter's value. `key`: its labels in the order of the text, equal for one series of two scrapes. */
export interface Series {
  readonly key: string;
  readonly labels: Labels;
  readonly value: number;
}

/** The buckets of a histogram: how many observations were at most `bounds[n]`, whose last is usually infinite. */
export interface Histogram {
  readonly key: string;
  readonly labels: Labels;
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

/** What one scrape of one member gave, by metric name; `_sum` and `_count` of a histogram are series. */
export interface MetricsSample {
  /** When the answer came, in milliseconds since 1970. */
  readonly at: number;
  readonly series: ReadonlyMap<string, readonly Series[]>;
  readonly histograms: ReadonlyMap<string, readonly Histogram[]>;
}

/** The metrics that are kept: a process that embeds etcd, such as k3s, serves its own beside them. */
const kept = ['etcd_', 'grpc_server_', 'process_', 'os_fd_'] as const;
const firstLetters: ReadonlySet<number> = new Set(kept.map((prefix) => prefix.charCodeAt(0)));
const newline = 0x0a;
/** etcd's longest lines have 200 characters. */
const longestLine = 4_096;
const mostLabels = 16;
/** etcd 3.7 serves 1,600 of them. */
const mostSeries = 20_000;
/** A quantile of each of a metric's histograms costs the square of their number; etcd has one for each of 60 calls. */
const mostHistograms = 256;
/** etcd's largest histograms have 20. */
const mostBuckets = 64;

const bucketSuffix = '_bucket';

/**
 * Reads metrics in the Prometheus text format, as etcd serves them. Leaves out lines of another format, lines longer than
 * any of etcd's, metrics that are neither etcd's nor its process's, and what exceeds 256 histograms of a metric or 64
 * buckets of a histogram. Fails with `AnswerTooLarge` for more than 20,000 series, with `NoMetrics` where none is etcd's.
 */
export function readMetrics(body: Uint8Array, at: number): MetricsSample {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const series = new Map<string, Series[]>();
  const histograms = new Map<string, Map<string, OpenHistogram>>();
  let count = 0;
  for (let from = 0, to = 0; from < bytes.length; from = to + 1) {
    to = bytes.indexOf(newline, from);
    if (to === -1) to = bytes.length;
    if (to - from > longestLine || !firstLetters.has(bytes[from] ?? newline)) continue;
    // Each line on its own: a part of a large text would hold the whole of it in memory.
    const text = bytes.toString('utf8', from, to);
    const line = kept.some((prefix) => text.startsWith(prefix)) ? readLine(text) : null;
    if (line === null) continue;
    count += 1;
    if (count > mostSeries) throw tooMany();
    const bound = line.labels.get('le');
    if (bound !== undefined && line.name.endsWith(bucketSuffix)) addBucket(histograms, line, bound);
    else {
      const others = series.get(line.name);
      const one = { key: keyOf(line.labels), labels: line.labels, value: line.value };
      if (others === undefined) series.set(line.name, [one]);
      else others.push(one);
    }
  }
  if (![...series.keys()].some((name) => name.startsWith('etcd_'))) throw noMetrics();
  return {
    at,
    series,
    histograms: new Map([...histograms].map(([name, open]) => [name, [...open.values()]])),
  };
}

interface OpenHistogram extends Histogram {
  readonly bounds: number[];
  readonly counts: number[];
}

interface Line {
  readonly name: string;
  readonly labels: Map<string, string>;
  readonly value: number;
}

function addBucket(histograms: Map<string, Map<string, OpenHistogram>>, line: Line, le: string): void {
  const bound = readNumber(le);
  if (bound === null || Number.isNaN(bound)) return;
  line.labels.delete('le');
  const name = line.name.slice(0, -bucketSuffix.length);
  const of = histograms.get(name) ?? new Map<string, OpenHistogram>();
  histograms.set(name, of);
  const key = keyOf(line.labels);
  const histogram = of.get(key) ?? { key, labels: line.labels, bounds: [], counts: [] };
  if (histogram.bounds.length >= mostBuckets || (of.size >= mostHistograms && !of.has(key))) return;
  of.set(key, histogram);
  histogram.bounds.push(bound);
  histogram.counts.push(line.value);
}

function keyOf(labels: Labels): string {
  let key = '';
  for (const [name, value] of labels) key += `${name}=${JSON.stringify(value)},`;
  return key;
}

const nameCharacters = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** Reads `name{label="value"} 1`, with a time behind it or without. `null` for anything else. */
function readLine(line: string): Line | null {
  const brace = line.indexOf('{');
  const space = line.indexOf(' ');
  const isBare = brace === -1 || (space !== -1 && space < brace);
  const nameEnd = isBare ? space : brace;
  if (nameEnd === -1) return null;
  const name = line.slice(0, nameEnd);
  if (!nameCharacters.test(name)) return null;
  const labels = new Map<string, string>();
  const end = isBare ? nameEnd : readLabels(line, nameEnd + 1, labels);
  if (end === null) return null;
  const [written = '', time, ...more] = line.slice(end).trim().split(' ');
  if (more.length > 0 || (time !== undefined && readNumber(time) === null)) return null;
  const value = readNumber(written);
  return value === null ? null : { name, labels, value };
}

/** Reads labels up to the closing brace, and returns the place behind it. */
function readLabels(line: string, start: number, labels: Map<string, string>): number | null {
  let at = start;
  for (;;) {
    while (line[at] === ' ' || line[at] === ',') at += 1;
    if (line[at] === '}') return at + 1;
    const equals = line.indexOf('=', at);
    if (equals === -1 || labels.size >= mostLabels) return null;
    const name = line.slice(at, equals).trim();
    const opening = line.indexOf('"', equals);
    if (opening === -1 || !nameCharacters.test(name) || line.slice(equals + 1, opening).trim() !== '') return null;
    const value = readQuoted(line, opening + 1);
    if (value === null) return null;
    labels.set(name, value.text);
    at = value.end;
  }
}

const escaped: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['"', '"'],
  ['\\', '\\'],
]);

function readQuoted(line: string, start: number): { readonly text: string; readonly end: number } | null {
  const closing = line.indexOf('"', start);
  if (closing === -1) return null;
  const plain = line.slice(start, closing);
  if (!plain.includes('\\')) return { text: plain, end: closing + 1 };
  let text = '';
  for (let at = start; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '"') return { text, end: at + 1 };
    if (character === '\\') {
      at += 1;
      text += escaped.get(line[at] ?? '') ?? `\\${line[at] ?? ''}`;
    } else text += character;
  }
  return null;
}

const decimal = /^[+-]?[0-9]{1,40}(?:\.[0-9]{0,40})?(?:[eE][+-]?[0-9]{1,5})?$/;

/** Reads a number as Go writes it; `null` for none. */
function readNumber(written: string): number | null {
  if (decimal.test(written)) return Number(written);
  if (written === '+Inf' || written === 'Inf') return Number.POSITIVE_INFINITY;
  if (written === '-Inf') return Number.NEGATIVE_INFINITY;
  return written === 'NaN' ? Number.NaN : null;
}

function tooMany(): EtcdeckError {
  const message = `the metrics have more than ${mostSeries} series`;
  return new EtcdeckError({ code: 'AnswerTooLarge', message, detail: { most: mostSeries } });
}

function noMetrics(): EtcdeckError {
  return new EtcdeckError({ code: 'NoMetrics', message: 'what answers there has no metrics of etcd' });
}
