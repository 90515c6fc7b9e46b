/** How far the steady clock may be from the system's before it follows it, in milliseconds. */
const mostDrift = 20;

let origin = performance.timeOrigin;
let checkedAt = Number.NEGATIVE_INFINITY;

/**
 * Returns milliseconds since 1970 with fractions. Within a second they come of the steady clock, so that messages have
 * distances; a system's clock that was set, or stood still with the machine asleep, is followed within a second.
 */
export function wallClock(): number {
  const now = performance.now();
  if (now - checkedAt > 1_000) {
    checkedAt = now;
    if (Math.abs(Date.now() - (origin + now)) > mostDrift) origin = Date.now() - now;
  }
  return origin + now;
}
