/**
 * Returns milliseconds that no clock's correction changes, from a time of no meaning. `performance` says the same, and loads
 * `perf_hooks` when it is first asked, which takes as long as a short command's answer.
 */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
}
