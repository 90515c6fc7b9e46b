import { setImmediate } from 'node:timers/promises';

const longestMs = 8;
let turnedAt = 0;

/** Returns whether `breathe` would let the event loop turn: for work of so many small steps that awaiting each one counts. */
export function isBreathDue(): boolean {
  return performance.now() - turnedAt >= longestMs;
}

/** Lets the host's event loop turn where long work has kept it from turning: call it now and then, it costs nothing. */
export async function breathe(): Promise<void> {
  if (!isBreathDue()) return;
  await setImmediate();
  turnedAt = performance.now();
}
