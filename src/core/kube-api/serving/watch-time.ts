/** How long a watch lasts that does not say: half an hour, and up to as much again, so that not all end at once. */
const usualMs = 30 * 60_000;
const longestSeconds = 24 * 3_600;

/** Returns how long a watch may last, in milliseconds. */
export function watchMs(url: URL): number {
  const asked = Number(url.searchParams.get('timeoutSeconds'));
  if (Number.isInteger(asked) && asked > 0) return Math.min(asked, longestSeconds) * 1_000;
  return Math.round(usualMs * (1 + Math.random()));
}
