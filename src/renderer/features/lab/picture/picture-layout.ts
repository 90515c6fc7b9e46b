import type { LabGroup } from '../model/lab-facts.ts';

/** A place in the picture, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The card of a member, in pixels. */
const cards = {
  wide: { width: 138, height: 88 },
  narrow: { width: 118, height: 88 },
  /** As much as seven of them need beside the lessons. */
  least: { width: 100, height: 88 },
} as const;

/** The narrowest card in which a state and a term stand on one line. */
export const leastForBoth = cards.narrow.width;

export interface PictureLayout {
  readonly card: { readonly width: number; readonly height: number };
  /** The middle of each member's card. */
  readonly places: ReadonlyMap<string, Point>;
}

const edge = 14;

/** Members on a ring, the first one at the top; one alone in the middle, two beside each other. */
export function layOut(names: readonly string[], width: number, height: number): PictureLayout {
  const isCrowded = names.length > 3;
  const size = isCrowded && width < 480 ? cards.least : isCrowded && width < 560 ? cards.narrow : cards.wide;
  const [middleX, middleY] = [width / 2, height / 2];
  const radiusX = Math.max(0, Math.min(width / 2 - size.width / 2 - edge, 360));
  const radiusY = Math.max(0, Math.min(height / 2 - size.height / 2 - edge, 300));
  const placeOf = (at: number): Point => {
    if (names.length === 1) return { x: middleX, y: middleY };
    if (names.length === 2) return { x: middleX + (at === 0 ? -1 : 1) * Math.min(radiusX, 170), y: middleY };
    const angle = (at / names.length) * 2 * Math.PI - Math.PI / 2;
    return {
      x: Math.round(middleX + radiusX * Math.cos(angle)),
      y: Math.round(middleY + radiusY * Math.sin(angle)),
    };
  };
  const places = new Map(names.map((name, at) => [name, placeOf(at)]));
  return { card: size, places };
}

/**
 * The order of members on the ring: as the lab has them, unless a group would lie in pieces. Then its members move
 * together, so that an outline goes around them and nobody else.
 */
export function ringOrder(names: readonly string[], groups: readonly LabGroup[]): readonly string[] {
  const groupOf = new Map(groups.flatMap((group) => group.names.map((name) => [name, group] as const)));
  let changes = 0;
  names.forEach((name, at) => {
    if (groupOf.get(name) !== groupOf.get(names[(at + 1) % names.length] ?? name)) changes += 1;
  });
  const isWhole = changes <= (groups.length === 2 ? 2 : groups.length);
  return isWhole ? names : groups.flatMap((group) => group.names);
}

/** Where a line between two cards leaves the first one. */
export function edgeOf(from: Point, to: Point, size: { readonly width: number; readonly height: number }): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (dx === 0 && dy === 0) return from;
  const [reachX, reachY] = [size.width / 2 + 5, size.height / 2 + 5];
  const share = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : reachX / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : reachY / Math.abs(dy),
    0.45,
  );
  return { x: from.x + dx * share, y: from.y + dy * share };
}

/** How far the two directions of a link lie from the line between its ends. */
const asidePixels = 4;

/** A direction of a link: from card to card, a little to the right of the middle. */
export function linkLine(from: Point, to: Point, size: PictureLayout['card']): readonly [Point, Point] {
  const [start, end] = [edgeOf(from, to, size), edgeOf(to, from, size)];
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  const aside = { x: (-dy / length) * asidePixels, y: (dx / length) * asidePixels };
  return [
    { x: start.x + aside.x, y: start.y + aside.y },
    { x: end.x + aside.x, y: end.y + aside.y },
  ];
}

/** The outline of points, counter-clockwise. */
export function hullOf(points: readonly Point[]): readonly Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const half = (list: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const point of list) {
      for (;;) {
        const [before, last] = [kept.at(-2), kept.at(-1)];
        if (before === undefined || last === undefined) break;
        if ((last.x - before.x) * (point.y - before.y) - (last.y - before.y) * (point.x - before.x) > 0) break;
        kept.pop();
      }
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}
