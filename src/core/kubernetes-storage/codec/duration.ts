import { withoutEnd } from '../../../contract/text-end.ts';

const nanosecondsOf: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** Returns a duration as Go prints it: `1h30m0.5s`, `2.5ms`, `0s`. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds < 0n) return `-${formatDuration(-nanoseconds)}`;
  if (nanoseconds === 0n) return '0s';
  if (nanoseconds < 1000n) return `${nanoseconds}ns`;
  if (nanoseconds < 1_000_000n) return `${decimal(nanoseconds, 3)}µs`;
  if (nanoseconds < 1_000_000_000n) return `${decimal(nanoseconds, 6)}ms`;
  const minutes = nanoseconds / 60_000_000_000n;
  const seconds = `${decimal(nanoseconds % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) return seconds;
  return minutes < 60n ? `${minutes}m${seconds}` : `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** Returns a count of units as a decimal, where 10^digits units make one shown unit. */
function decimal(count: bigint, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const fraction = withoutEnd(String(count % scale).padStart(digits, '0'), (digit) => digit === '0');
  return fraction === '' ? `${count / scale}` : `${count / scale}.${fraction}`;
}

/** Returns the nanoseconds of a duration as Go reads it, or `null` where the text is none or does not fit 64 bits. */
export function parseDuration(text: string): bigint | null {
  const sign = text.startsWith('-') ? -1n : 1n;
  const rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0n;
  if (rest === '' || rest.length > 100) return null;
  const part = /(?=\.?\d)(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;
  let sum = 0n;
  while (part.lastIndex < rest.length) {
    const found = part.exec(rest);
    if (found === null) return null;
    const [, whole = '', fraction = '', unit = ''] = found;
    const size = nanosecondsOf[unit] ?? 0n;
    sum += BigInt(whole || 0) * size + (BigInt(fraction || 0) * size) / 10n ** BigInt(fraction.length);
  }
  const signed = sign * sum;
  return BigInt.asIntN(64, signed) === signed ? signed : null;
}
