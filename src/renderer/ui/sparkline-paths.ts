/** Half of the thickest stroke: what must stay free around the course so that nothing of it is cut off. */
const margin = 2;

/** The course as SVG paths: lines through values side by side, and a dot for a value that stands between two gaps. */
export function sparklinePaths(
  values: readonly (number | null)[],
  box: { readonly width: number; readonly height: number; readonly isFromZero: boolean },
): { readonly lines: string; readonly dots: string } {
  const known = values.filter((value) => value !== null);
  // Not spread into Math.min: a long course has more values than a call may have arguments.
  const extent = (pick: (a: number, b: number) => number): number => known.reduce((a, b) => pick(a, b), known[0] ?? 0);
  const low = box.isFromZero ? Math.min(0, extent(Math.min)) : extent(Math.min);
  const high = box.isFromZero ? Math.max(0, extent(Math.max)) : extent(Math.max);
  const step = values.length > 1 ? (box.width - 2 * margin) / (values.length - 1) : 0;
  const x = (at: number): string => (margin + at * step).toFixed(1);
  const y = (value: number): string => {
    // A number that never changed runs through the middle; at zero, along the floor.
    const share = high === low ? (box.isFromZero ? 0 : 0.5) : (value - low) / (high - low);
    return (box.height - margin - share * (box.height - 2 * margin)).toFixed(1);
  };
  let lines = '';
  let dots = '';
  values.forEach((value, at) => {
    if (value === null) return;
    const hasBefore = at > 0 && values[at - 1] !== null;
    const hasAfter = at + 1 < values.length && values[at + 1] !== null;
    if (!hasBefore && !hasAfter) dots += `M${x(at)} ${y(value)}h0`;
    else lines += `${hasBefore ? 'L' : 'M'}${x(at)} ${y(value)}`;
  });
  return { lines, dots };
}
