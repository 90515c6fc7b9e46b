const sorted = (/** @type {readonly number[]} */ samples) => [...samples].sort((a, b) => a - b);

/** The middle of some samples, of which there is at least one. @param {readonly number[]} samples */
export function median(samples) {
  const order = sorted(samples);
  const half = order.length / 2;
  const upper = order[Math.floor(half)] ?? Number.NaN;
  return Number.isInteger(half) ? (upper + (order[half - 1] ?? Number.NaN)) / 2 : upper;
}

/** The sample that so many per cent of them do not exceed. @param {readonly number[]} samples @param {number} percent */
export function percentile(samples, percent) {
  const order = sorted(samples);
  return order[Math.max(0, Math.ceil((percent / 100) * order.length) - 1)] ?? Number.NaN;
}
