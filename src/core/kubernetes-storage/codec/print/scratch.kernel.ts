import { fail, moreScratch } from './damage.kernel.ts';

// A stack beside the one of calls: places of fields, entries of maps, merged messages.
let top: usize = 0;
let limit: usize = 0;

/** Empties the stack, which is between two addresses. */
export function openScratch(start: usize, end: usize): void {
  top = start;
  limit = end;
}

/** Returns where the stack is now, for `release`. */
export function mark(): usize {
  return top;
}

/** Frees what was allocated since. */
export function release(to: usize): void {
  top = to;
}

/** Returns so many bytes, which are not zero. Eight more may be written behind them. */
export function allocate(length: usize): usize {
  const start = top;
  // Sums, since a difference below zero would be a large number.
  if (start + length + 16 > limit) fail(moreScratch, 0, 0, 0);
  top = start + ((length + 15) & ~7);
  return start;
}
