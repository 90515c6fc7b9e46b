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

const width = 720;
const hubY = 44;
const rowY = 150;
const alone = 100;

/** The hub on top, all others in a row beneath it, in their order; without a hub one row. */
export function layOut(isHub: readonly boolean[]): HubLayout {
  const others = isHub.filter((is) => !is).length;
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
