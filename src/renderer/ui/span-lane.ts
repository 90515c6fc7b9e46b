import { compareBytes } from './byte-text.ts';
import { overlaps, type Span } from './span-layout.ts';

/** How a span is drawn; its legend says what that means. */
export type SpanFill = 'solid' | 'light' | 'striped';

export interface LineSpan extends Span {
  readonly id: string;
  /** All that it says, as a sentence. */
  readonly label: string;
  readonly fill: SpanFill;
}

/** Something that has spans on the line. */
export interface LineLane {
  readonly id: string;
  readonly name: string;
  readonly spans: readonly LineSpan[];
}

/** A span, and whose it is. */
export interface LaneSpan {
  readonly lane: LineLane;
  readonly span: LineSpan;
}

const inOrder = ({ spans }: LineLane): readonly LineSpan[] => spans.toSorted((a, b) => compareBytes(a.from, b.from));

/** The span that a key of the keyboard leads to from another; `null`: none, or no such key. */
export function nextSpan(lanes: readonly LineLane[], { lane, span }: LaneSpan, key: string): LaneSpan | null {
  const spans = inOrder(lane);
  const at = spans.findIndex(({ id }) => id === span.id);
  const beside: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    Home: 0,
    End: spans.length - 1,
  };
  const to = beside[key];
  if (to !== undefined) {
    const next = spans[to];
    return next === undefined ? null : { lane, span: next };
  }
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return null;
  for (let row = lanes.indexOf(lane) + step; lanes[row] !== undefined; row += step) {
    const other = lanes[row];
    if (other === undefined || other.spans.length === 0) continue;
    const before = inOrder(other).findLast(({ from }) => compareBytes(from, span.from) <= 0);
    const next = before ?? inOrder(other)[0];
    if (next !== undefined) return { lane: other, span: next };
  }
  return null;
}

/** Lanes that are named; the others are counted. */
const mostNamed = 4;

/** What a span says, and which other lanes share a part of it. */
export function spanWords({ lane, span }: LaneSpan, lanes: readonly LineLane[]): string {
  const sharing = lanes.filter((other) => other !== lane && other.spans.some((one) => overlaps(one, span)));
  if (sharing.length === 0) return `${span.label} No other one shares a part of it.`;
  const named = sharing.slice(0, mostNamed).map(({ name }) => name);
  const rest = sharing.length - named.length;
  return `${span.label} Shared in part or whole with ${named.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}.`;
}
