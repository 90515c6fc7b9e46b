import type { LabEvent } from '../../../../contract/lab/events.ts';
import type { LabMemberState } from '../../../../contract/lab/frames.ts';
import type { ColorName, Scheme } from '../../../ui/tokens.ts';
import { backWords } from '../clock-words.ts';
import type { LabHistory } from '../model/lab-history.ts';
import { axisStep, type TimeScale } from './time-scale.ts';

/** Heights in pixels: the axis, the terms, each member, the marks. */
export const rows = { axis: 16, term: 16, member: 14, marks: 18 } as const;

export const heightOf = (members: number): number => rows.axis + rows.term + members * rows.member + rows.marks;

/** How a state is drawn: by height and pattern beside its hue. */
const bars: Readonly<
  Record<LabMemberState, { readonly height: number; readonly hue: ColorName; readonly dash: boolean }>
> = {
  leader: { height: 10, hue: 'accent', dash: false },
  follower: { height: 2, hue: 'ok', dash: false },
  candidate: { height: 6, hue: 'warn', dash: false },
  preCandidate: { height: 4, hue: 'warn', dash: true },
  learner: { height: 2, hue: 'learner', dash: false },
  frozen: { height: 2, hue: 'bad', dash: true },
  dead: { height: 2, hue: 'bad', dash: true },
  stopped: { height: 2, hue: 'muted', dash: true },
  starting: { height: 2, hue: 'muted', dash: true },
  silent: { height: 2, hue: 'bad', dash: true },
};

/** The events that are marked; lines of raft are in the list of events. */
export const isMarked = ({ kind }: LabEvent): boolean => kind !== 'raft';

export interface TimelineDrawing {
  readonly history: LabHistory;
  readonly members: readonly string[];
  readonly scale: TimeScale;
  readonly width: number;
  readonly left: number;
  readonly newest: number;
  readonly at: number | null;
  readonly colours: Scheme;
}

/** Draws terms, what each member was, and what happened, over one line of time. */
export function drawTimeline(context: CanvasRenderingContext2D, drawing: TimelineDrawing): void {
  const { history, members, scale, width, left, colours, at } = drawing;
  const height = heightOf(members.length);
  context.clearRect(0, 0, width, height);
  context.font = '11px "Inter Variable", sans-serif';
  context.textBaseline = 'middle';
  drawNames(context, drawing);
  context.save();
  context.beginPath();
  context.rect(left, 0, width - left, height);
  context.clip();
  drawAxis(context, drawing);
  const isSeen = (from: number, to: number): boolean => to >= scale.from && from <= scale.to;
  history.terms.forEach((band, index) => {
    if (!isSeen(band.from, band.to)) return;
    const [x, end] = [Math.max(left, scale.placeOf(band.from)), scale.placeOf(band.to)];
    context.fillStyle = index % 2 === 0 ? colours.selection : colours.raised;
    context.fillRect(x, rows.axis + 1, Math.max(1, end - x), rows.term - 2);
    context.fillStyle = colours.line;
    context.fillRect(scale.placeOf(band.from), rows.axis, 1, rows.term);
    const words = end - x > 52 ? `term ${band.value}` : end - x > 16 ? String(band.value) : '';
    context.fillStyle = colours.text;
    if (words !== '') context.fillText(words, x + 5, rows.axis + rows.term / 2 + 0.5);
  });
  members.forEach((name, index) => {
    const middle = rows.axis + rows.term + (index + 0.5) * rows.member;
    for (const band of history.phasesOf(name)) {
      if (!isSeen(band.from, band.to)) continue;
      const { height: bar, hue, dash } = bars[band.value.state];
      const [x, end] = [scale.placeOf(band.from), scale.placeOf(band.to)];
      context.fillStyle = colours[hue];
      if (dash)
        for (let piece = x; piece < end; piece += 6)
          context.fillRect(piece, middle - bar / 2, Math.min(3, end - piece), bar);
      else context.fillRect(x, middle - bar / 2, Math.max(1, end - x), bar);
    }
  });
  const middle = height - rows.marks / 2;
  for (const event of history.events) {
    if (event.kind !== 'raft' && isSeen(event.at, event.at))
      drawMark(context, colours, event.kind, scale.placeOf(event.at), middle);
  }
  if (at !== null) {
    const x = scale.placeOf(at);
    context.fillStyle = colours.text;
    context.fillRect(x - 0.5, 0, 1.5, height);
    context.beginPath();
    context.moveTo(x - 5, 0);
    context.lineTo(x + 5.5, 0);
    context.lineTo(x + 0.25, 7);
    context.fill();
  }
  context.restore();
}

function drawNames(context: CanvasRenderingContext2D, { members, left, colours }: TimelineDrawing): void {
  context.fillStyle = colours.muted;
  context.textAlign = 'right';
  const shortened = (name: string): string => (name.length > 14 ? `${name.slice(0, 13)}…` : name);
  members.forEach((name, index) => {
    context.fillText(shortened(name), left - 8, rows.axis + rows.term + (index + 0.5) * rows.member);
  });
  context.textAlign = 'left';
}

function drawAxis(
  context: CanvasRenderingContext2D,
  { scale, width, left, newest, colours, members }: TimelineDrawing,
): void {
  const step = axisStep(scale.to - scale.from, width - left);
  for (let back = 0; newest - back >= scale.from; back += step) {
    const x = scale.placeOf(newest - back);
    if (x > width) continue;
    context.fillStyle = colours.line;
    context.fillRect(Math.round(x), rows.axis - 4, 1, heightOf(members.length) - rows.axis);
    context.fillStyle = colours.muted;
    // A word that would begin beside the line is left out.
    if (x < left + 24) continue;
    context.textAlign = back === 0 ? 'right' : 'center';
    context.fillText(back === 0 ? 'now' : backWords(back), back === 0 ? x - 2 : x, 7);
  }
  context.textAlign = 'left';
}

interface Sign {
  readonly hue: ColorName;
  /** Its corners, in pixels from its middle. */
  readonly corners: readonly (readonly [number, number])[];
}

const bar = (width: number, height: number): Sign['corners'] => [
  [-width, -height],
  [width, -height],
  [width, height],
  [-width, height],
];

/** Acts are flags; the rest are signs that differ by shape. */
const signs: Readonly<Record<Exclude<LabEvent['kind'], 'raft'>, Sign>> = {
  act: {
    hue: 'accent',
    corners: [
      [0, -7],
      [8, -4],
      [0, -1],
    ],
  },
  leaderElected: {
    hue: 'ok',
    corners: [
      [-5, 5],
      [0, -5],
      [5, 5],
    ],
  },
  leaderGone: {
    hue: 'bad',
    corners: [
      [-5, -5],
      [5, -5],
      [0, 5],
    ],
  },
  members: {
    hue: 'learner',
    corners: [
      [0, -5],
      [5, 0],
      [0, 5],
      [-5, 0],
    ],
  },
  alarm: { hue: 'bad', corners: bar(2, 6) },
  inconsistent: { hue: 'bad', corners: bar(3, 6) },
  linksFailed: { hue: 'bad', corners: bar(6, 6) },
  link: { hue: 'warn', corners: bar(3, 1) },
  process: { hue: 'muted', corners: bar(1, 4) },
};

function drawMark(
  context: CanvasRenderingContext2D,
  colours: Scheme,
  kind: keyof typeof signs,
  x: number,
  y: number,
): void {
  const { hue, corners } = signs[kind];
  if (kind === 'act') {
    context.fillStyle = colours.text;
    context.fillRect(x - 0.75, y - 7, 1.5, 14);
  }
  context.fillStyle = colours[hue];
  context.beginPath();
  for (const [dx, dy] of corners) context.lineTo(x + dx, y + dy);
  context.fill();
}
