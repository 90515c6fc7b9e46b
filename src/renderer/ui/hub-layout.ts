/** Where a thing stands in the drawing, by the centre of its circle. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface HubLayout {
  readonly width: number;
  readonly height: number;
  readonly spots: readonly Spot[];
}

/** Wider, the links would be longer than one looks at in one glance. */
const mostWidth = 720;
/** What a name and a note take beside each other. */
const leastGap = 104;
const hubY = 44;
const rowY = 150;
const alone = 100;

/**
 * The hub on top, all others in a row beneath it, in their order; without a hub one row. As wide as there is room for, and
 * never narrower than its words need: it is drawn in pixels, and not scaled.
 */
export function layOut(isHub: readonly boolean[], room: number = mostWidth): HubLayout {
  const others = isHub.filter((is) => !is).length;
  const leastWidth = Math.min(mostWidth, Math.max(360, others * leastGap + alone));
  const width = Math.round(Math.min(mostWidth, Math.max(leastWidth, room)));
  const hasHub = others < isHub.length;
  if (others === 0) return { width, height: 170, spots: isHub.map(() => ({ x: width / 2, y: 70 })) };
  // Two stand close enough to be seen at once; many share the width.
  const gap = Math.min(300, (width - alone) / others);
  let at = 0;
  const spots = isHub.map((is) => {
    if (is) return { x: width / 2, y: hubY };
    const x = width / 2 + (at - (others - 1) / 2) * gap;
    at += 1;
    return { x, y: hasHub ? rowY : 70 };
  });
  return { width, height: hasHub ? 230 : 150, spots };
}

/** A line between two circles, from rim to rim. */
export function link(from: Spot, to: Spot, radius: number): { readonly from: Spot; readonly to: Spot } {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const step = { x: ((to.x - from.x) / length) * radius, y: ((to.y - from.y) / length) * radius };
  return { from: { x: from.x + step.x, y: from.y + step.y }, to: { x: to.x - step.x, y: to.y - step.y } };
}
