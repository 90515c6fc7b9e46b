import { EtcdeckError } from '../../contract/failure.ts';
import type { CostBound } from '../../contract/values.ts';

const mebibyte = 2 ** 20;

/**
 * Returns how many bytes a compressed value may unpack to. Text and Helm releases compress to a tenth or a twentieth of
 * their size; deflate itself reaches a thousandth.
 */
export function mostUnpacked(packedBytes: number): number {
  return Math.min(64 * mebibyte, Math.max(4 * mebibyte, packedBytes * 128));
}

/**
 * Returns how many characters a text of this many bytes may take when laid out: sixteen times as many. Objects take two
 * or three times as many; deeply nested values would take hundreds.
 */
export function mostLaidOut(bytes: number): number {
  return Math.min(64 * mebibyte, Math.max(4 * mebibyte, bytes * 16));
}

/** Returns the failure of work that would exceed a bound. */
export function tooCostly(bound: CostBound, message: string): EtcdeckError {
  return new EtcdeckError({ code: 'ValueTooCostly', message, detail: { bound } });
}

/**
 * Maps V8's `RangeError` for a stack, text or list that is too long to `ValueTooCostly`; returns other errors
 * unchanged.
 */
export function costOf(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return tooCostly('depth', 'It is nested too deep, or too long, to be read');
}
