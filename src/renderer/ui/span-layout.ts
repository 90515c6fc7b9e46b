import { compareBytes, toHex } from './byte-text.ts';

/** A stretch of an order of bytes: from `from` up to, not including, `to` (`null`: its end). */
export interface Span {
  readonly from: Uint8Array;
  readonly to: Uint8Array | null;
}

/** Where a span lies on the line, as shares of its width. */
export interface SpanPlace {
  readonly left: number;
  readonly width: number;
}

/** A line on which every place where a span begins or ends has its order, and no distance. */
export interface SpanScale {
  /** The places, in order, with how far along the line each lies. */
  readonly marks: readonly { readonly at: Uint8Array; readonly left: number }[];
  readonly placeOf: (span: Span) => SpanPlace;
  /** Stretches with the number of lanes that have a span there; without those where none has. */
  readonly covered: readonly (SpanPlace & { readonly count: number })[];
}

/** How wide a stretch that no span covers is, beside 1 for the others. */
const gapWidth = 0.4;

/** Lays the spans of lanes out: each stretch between two neighbouring places is equally wide, a gap narrower. */
export function layOutSpans(lanes: readonly (readonly Span[])[]): SpanScale {
  const places = new Map<string, Uint8Array>();
  for (const { from, to } of lanes.flat()) {
    places.set(toHex(from), from);
    if (to !== null) places.set(toHex(to), to);
  }
  const inOrder = [...places].sort(([, a], [, b]) => compareBytes(a, b));
  const orderOf = new Map(inOrder.map(([hex], at) => [hex, at]));
  // Stretch 0 lies before the first place, stretch n before place n, the last one behind the last place.
  const end = inOrder.length + 1;
  const startOf = ({ from }: Span): number => (orderOf.get(toHex(from)) ?? 0) + 1;
  const endOf = ({ to }: Span): number => (to === null ? end : (orderOf.get(toHex(to)) ?? 0) + 1);
  const counts = countLanes(lanes, end, startOf, endOf);
  const lefts = [0];
  for (const count of counts) lefts.push((lefts.at(-1) ?? 0) + (count === 0 ? gapWidth : 1));
  const whole = lefts.at(-1) ?? 1;
  const leftOf = (stretch: number): number => (lefts[stretch] ?? whole) / whole;
  const between = (from: number, to: number): SpanPlace => ({ left: leftOf(from), width: leftOf(to) - leftOf(from) });
  return {
    marks: inOrder.map(([, at], order) => ({ at, left: leftOf(order + 1) })),
    placeOf: (span) => between(startOf(span), Math.max(startOf(span), endOf(span))),
    covered: counts.flatMap((count, at) => (count === 0 ? [] : [{ ...between(at, at + 1), count }])),
  };
}

/** How many lanes cover each stretch. A lane that covers one twice counts once. */
function countLanes(
  lanes: readonly (readonly Span[])[],
  stretches: number,
  startOf: (span: Span) => number,
  endOf: (span: Span) => number,
): readonly number[] {
  const changes = new Array<number>(stretches + 1).fill(0);
  const change = (at: number, by: number): void => {
    changes[at] = (changes[at] ?? 0) + by;
  };
  for (const spans of lanes) {
    let reached = 0;
    const inOrder = spans.map((span) => [startOf(span), endOf(span)] as const).sort(([a], [b]) => a - b);
    for (const [from, to] of inOrder) {
      if (to <= Math.max(from, reached)) continue;
      change(Math.max(from, reached), 1);
      change(to, -1);
      reached = to;
    }
  }
  let count = 0;
  return changes.slice(0, stretches).map((by) => {
    count += by;
    return count;
  });
}

/** Whether two spans have something in common. */
export const overlaps = (a: Span, b: Span): boolean =>
  (b.to === null || compareBytes(a.from, b.to) < 0) && (a.to === null || compareBytes(b.from, a.to) < 0);

/** Marks whose labels do not run into each other, where each takes its own number of pixels. */
export function labelledMarks<M extends { readonly left: number }>(
  marks: readonly M[],
  width: number,
  pixelsOf: (mark: M) => number,
): readonly M[] {
  let free = 0;
  return marks.filter((mark) => {
    const left = mark.left * width;
    if (left < free || left + pixelsOf(mark) > width) return false;
    free = left + pixelsOf(mark) + 12;
    return true;
  });
}
