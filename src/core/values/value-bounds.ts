import { EtcdError } from '../../contract/failure.ts';
import type { CostBound } from '../../contract/values.ts';

const mebibyte = 2 ** 20;

/**
 * How many bytes a compressed value may unpack to. Text packs to a tenth or a twentieth, a release of Helm's too; deflate
 * itself goes up to a thousand times.
 */
export function mostUnpacked(packedBytes: number): number {
  return Math.min(64 * mebibyte, Math.max(4 * mebibyte, packedBytes * 128));
}

/**
 * How many characters a text of so many bytes may become where it is laid out: sixteen times as many, where objects take
 * two or three. Indents of what is nested deep would take hundreds.
 */
export function mostLaidOut(bytes: number): number {
  return Math.min(64 * mebibyte, Math.max(4 * mebibyte, bytes * 16));
}

/** The failure of work that would cost more than a bound allows. */
export function tooCostly(bound: CostBound, message: string): EtcdError {
  return new EtcdError({ code: 'ValueTooCostly', message, detail: { bound } });
}

/** `RangeError` is what V8 throws where the stack, a text or a list would become too long; any other error stays itself. */
export function costOf(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return tooCostly('depth', 'It is nested too deep, or too long, to be read');
}
