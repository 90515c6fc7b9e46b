import type { LabFrame, LabLinkView } from '../../../../contract/lab/frames.ts';
import type { Scheme } from '../../../ui/tokens.ts';
import { type LabGroup, linkKey } from '../model/lab-facts.ts';
import type { LinkRates } from '../model/link-rates.ts';
import { hullOf, linkLine, type PictureLayout, type Point } from './picture-layout.ts';

/** What is drawn beneath the members. */
export interface Drawing {
  readonly frame: LabFrame;
  readonly rates: LinkRates;
  readonly groups: readonly LabGroup[];
  readonly layout: PictureLayout;
  readonly colours: Scheme;
  /** The link that is pointed at or selected. */
  readonly lit: ReadonlySet<string>;
}

/** How much of a link's last count is still shown, from 0 to 1. */
export type Glow = (key: string) => number;

/** Thicker with more messages a second: each step is a doubling. */
export const widthOf = (rate: number): number => (rate === 0 ? 1 : Math.min(6, 1 + Math.log2(1 + rate) / 2));

/** Draws the groups' outlines and every link, as counted: nothing travels along a line that was not seen to. */
export function drawLinks(context: CanvasRenderingContext2D, drawing: Drawing, glow: Glow): void {
  const { frame, groups } = drawing;
  if (groups.length > 1) for (const group of groups) drawGroup(context, drawing, group);
  const states = new Map(frame.links.map((link) => [linkKey(link.from, link.to), link]));
  for (const link of frame.links) drawLink(context, drawing, link, glow(linkKey(link.from, link.to)));
  for (const link of frame.links) {
    const back = states.get(linkKey(link.to, link.from));
    const isSame = back?.state === link.state && back.delayMs === link.delayMs;
    // Where both directions are alike, one mark in the middle says it.
    if (isSame && link.from > link.to) continue;
    drawMark(context, drawing, link, isSame);
  }
}

function lineOf({ layout }: Drawing, { from, to }: LabLinkView): readonly [Point, Point] | null {
  const [a, b] = [layout.places.get(from), layout.places.get(to)];
  return a === undefined || b === undefined ? null : linkLine(a, b, layout.card);
}

function drawLink(context: CanvasRenderingContext2D, drawing: Drawing, link: LabLinkView, glow: number): void {
  const line = lineOf(drawing, link);
  if (line === null) return;
  const { colours, rates, lit } = drawing;
  const key = linkKey(link.from, link.to);
  const rate = rates.of(link.from, link.to).total;
  const isLit = lit.has(key);
  const hue =
    link.state === 'cut' ? colours.bad : link.state === 'held' || link.delayMs > 0 ? colours.warn : colours.faint;
  context.lineWidth = link.state === 'open' ? widthOf(rate) : 1.5;
  context.strokeStyle = isLit ? colours.text : hue;
  context.globalAlpha = isLit ? 1 : link.state === 'open' && link.delayMs === 0 ? (rate === 0 ? 0.3 : 0.5) : 0.9;
  context.setLineDash(link.state === 'cut' ? [6, 5] : link.state === 'held' ? [2, 4] : []);
  stroke(context, line);
  context.setLineDash([]);
  if (glow > 0.02 && link.state === 'open') {
    context.strokeStyle = colours.accent;
    context.globalAlpha = glow * 0.9;
    stroke(context, line);
  }
  if (link.state === 'open' && rate > 0) {
    context.globalAlpha = isLit ? 1 : 0.75;
    context.fillStyle = isLit ? colours.text : glow > 0.3 ? colours.accent : hue;
    arrow(context, line);
  }
  context.globalAlpha = 1;
}

function stroke(context: CanvasRenderingContext2D, [from, to]: readonly [Point, Point]): void {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}

/** The tip at the receiver's end. */
function arrow(context: CanvasRenderingContext2D, [from, to]: readonly [Point, Point]): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const wing = (turn: number): readonly [number, number] => [
    to.x - 8 * Math.cos(angle + turn),
    to.y - 8 * Math.sin(angle + turn),
  ];
  context.beginPath();
  context.moveTo(to.x, to.y);
  context.lineTo(...wing(0.42));
  context.lineTo(...wing(-0.42));
  context.fill();
}

/** What is unlike an open link, as a sign in the middle of it: a cross, two bars, or its delay. */
function drawMark(context: CanvasRenderingContext2D, drawing: Drawing, link: LabLinkView, isBoth: boolean): void {
  const line = lineOf(drawing, link);
  if (line === null || (link.state === 'open' && link.delayMs === 0)) return;
  const { colours } = drawing;
  // One direction's sign stands nearer to its sender, so that both can be told apart.
  const share = isBoth ? 0.5 : 0.36;
  const x = line[0].x + (line[1].x - line[0].x) * share;
  const y = line[0].y + (line[1].y - line[0].y) * share;
  const hue = link.state === 'cut' ? colours.bad : colours.warn;
  const text = link.state === 'open' ? `${link.delayMs} ms` : '';
  context.font = '600 11px "Inter Variable", sans-serif';
  const width = text === '' ? 16 : context.measureText(text).width + 12;
  context.fillStyle = colours.surface;
  context.strokeStyle = hue;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(x - width / 2, y - 8, width, 16, 8);
  context.fill();
  context.stroke();
  context.lineWidth = 2;
  context.beginPath();
  if (link.state === 'cut') {
    context.moveTo(x - 3.5, y - 3.5);
    context.lineTo(x + 3.5, y + 3.5);
    context.moveTo(x + 3.5, y - 3.5);
    context.lineTo(x - 3.5, y + 3.5);
  } else if (link.state === 'held') {
    context.moveTo(x - 2.5, y - 4);
    context.lineTo(x - 2.5, y + 4);
    context.moveTo(x + 2.5, y - 4);
    context.lineTo(x + 2.5, y + 4);
  }
  context.stroke();
  if (text !== '') {
    context.fillStyle = colours.text;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(text, x, y + 0.5);
  }
}

const around = 9;

/** An outline around a group: whole for one that can commit, dashed for one that cannot. */
function drawGroup(context: CanvasRenderingContext2D, { layout, colours }: Drawing, group: LabGroup): void {
  const [halfX, halfY] = [layout.card.width / 2 + around, layout.card.height / 2 + around];
  const corners = group.names.flatMap((name) => {
    const place = layout.places.get(name);
    if (place === undefined) return [];
    return [-1, 1].flatMap((x) => [-1, 1].map((y) => ({ x: place.x + x * halfX, y: place.y + y * halfY })));
  });
  const [first, ...rest] = hullOf(corners);
  if (first === undefined) return;
  context.beginPath();
  context.moveTo(first.x, first.y);
  for (const point of rest) context.lineTo(point.x, point.y);
  context.closePath();
  context.lineJoin = 'round';
  context.fillStyle = group.canCommit ? colours.ok : colours.bad;
  context.globalAlpha = 0.06;
  context.fill();
  context.globalAlpha = 0.7;
  context.strokeStyle = group.canCommit ? colours.ok : colours.bad;
  context.lineWidth = 1.5;
  context.setLineDash(group.canCommit ? [] : [8, 6]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}
