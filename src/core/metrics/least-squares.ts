/** Returns the slope of a line through points by least squares, as PromQL's `deriv`; 0 where all have the same x. */
export function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [meanOf(points.map(({ x }) => x)), meanOf(points.map(({ y }) => y))];
  let [together, spread] = [0, 0];
  for (const { x, y } of points) {
    together += (x - meanX) * (y - meanY);
    spread += (x - meanX) ** 2;
  }
  return spread === 0 ? 0 : together / spread;
}
