import { EtcdeckError } from '../../contract/failure.ts';
import type { CostBound } from '../../contract/values.ts';

const mebibyte = 2 ** 20;

/**
 * Returns how many bytes a compressed value may unpack to. Text packs to a tenth or a twentieth, a release of Helm's
 * too; deflate itself goes up to a thousand times.
 */
export function mostUnpacked(packedBytes: number): number {
  return Math.min(64 * mebibyte, Math.max(4 * mebibyte, packedBytes * 128));
}

/**
 * Returns how many characters a text of so many bytes may become when it is laid out: sixteen times as many, where
 * objects take two or three. Indents of deeply nested values would take hundreds.
 */
export function mostLaidOut(bytes: number): number {
  return Math.min(64 * mebibyte, Math.max(4 * mebibyte, bytes * 16));
}

/** Returns the failure of work that would exceed a bound. */
export function tooCostly(bound: CostBound, message: string): EtcdeckError {
  return new EtcdeckError({ code: 'ValueTooCostly', message, detail: { bound } });
}

/**
 * Turns the `RangeError` that V8 throws for too long a stack, text or list into `ValueTooCostly`; returns any other
 * error.
 */
export function costOf(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return tooCostly('depth', 'It is nested too deep, or too long, to be read');
}
