/** How much of the past the line shows, from near to far. */
export const spans = [10_000, 30_000, 60_000, 120_000, 300_000, 600_000] as const;

/** A stretch of time on so many pixels. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly placeOf: (at: number) => number;
  readonly timeAt: (x: number) => number;
}

export function timeScale(to: number, span: number, left: number, width: number): TimeScale {
  const from = to - span;
  const room = Math.max(1, width - left);
  return {
    from,
    to,
    placeOf: (at) => left + ((at - from) / span) * room,
    timeAt: (x) => from + ((x - left) / room) * span,
  };
}

/** Where the line ends: at the newest frame, or so that the moment looked at is in sight, and otherwise where it ended before. */
export function endOf(before: number, newest: number, at: number | null, span: number): number {
  if (at === null) return newest;
  if (at > before) return at;
  return at < before - span ? Math.min(newest, at + span * 0.9) : before;
}

/** Steps of the axis that leave room for their words. */
const steps = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000];

export function axisStep(span: number, width: number): number {
  return steps.find((step) => (step / span) * width >= 64) ?? 300_000;
}
