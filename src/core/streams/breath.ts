import { setImmediate } from 'node:timers/promises';

const longestMs = 8;
let turnedAt = 0;

/** Lets the host's event loop turn where long work has kept it from turning: call it now and then, it costs nothing. */
export async function breathe(): Promise<void> {
  if (performance.now() - turnedAt < longestMs) return;
  await setImmediate();
  turnedAt = performance.now();
}
