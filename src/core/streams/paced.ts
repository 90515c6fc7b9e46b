const leastMs = 100;

/**
 * Returns a function that says when a stream may tell its progress: true ten times a second at most, and the first time
 * at once.
 */
export function paced(): () => boolean {
  let toldAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - toldAt < leastMs) return false;
    toldAt = now;
    return true;
  };
}
