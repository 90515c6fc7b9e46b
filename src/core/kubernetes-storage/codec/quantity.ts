/** A quantity's format: a power of ten, of two, or an exponent, which Go keeps apart from the first. */
type Format = 'decimal' | 'binary' | 'exponent';

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const finest = -9;
const largestBinary = 2n ** 63n - 1n;

/**
 * Returns a quantity as Kubernetes stores it: `0.5` is `500m`, `1024Mi` is `1Gi`. What is finer than a billionth is
 * rounded up. `null`: the text is no quantity.
 */
export function canonicalQuantity(text: string): string | null {
  const match = /^([+-]?)0*([1-9]\d*)?(?:\.(\d*))?((?:[KMGTPE]i|[numkMGTPE])?|[eE][+-]?\d{1,9})$/.exec(text);
  if (match === null || !/^[+-]?\.?\d/.test(text) || text.length > 100) return null;
  const [, sign, , fraction = '', suffix = ''] = match;
  const whole = match[2] || '0';
  const digits = BigInt(whole + fraction);
  if (digits === 0n) return '0';
  if (isKeptByGo(whole, fraction, suffix)) return text;
  const canonical = suffix.endsWith('i')
    ? canonicalBinary(digits << BigInt(10 * binarySuffixes.indexOf(suffix)), fraction.length)
    : canonicalDecimal(digits, exponentOf(suffix) - fraction.length, formatOf(suffix));
  // A number too large for a suffix: Go would drop the scale here.
  if (canonical === null) return text;
  return sign === '-' ? `-${canonical}` : canonical;
}

function formatOf(suffix: string): Format {
  if (suffix.endsWith('i')) return 'binary';
  return suffix.length > 1 ? 'exponent' : 'decimal';
}

function exponentOf(suffix: string): number {
  return suffix.length > 1 ? Number(suffix.slice(1)) : 3 * decimalSuffixes.indexOf(suffix) + finest;
}

/** Go reuses a text that a quick check finds canonical, though `1.500` and `1025Ki` pass it too. */
function isKeptByGo(whole: string, fraction: string, suffix: string): boolean {
  if (formatOf(suffix) === 'binary') {
    const power = 10 * binarySuffixes.indexOf(suffix);
    const precision = 15 - whole.length - Math.trunc((power * 3) / 10) - 1;
    return fraction === '' && precision >= 0 && (BigInt(whole) & 7n) !== 0n;
  }
  const digits = whole + fraction;
  const scale = exponentOf(suffix) - fraction.length;
  return (
    digits.length <= 18 && scale >= finest && scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
  );
}

function canonicalDecimal(digits: bigint, exponent: number, format: Format): string | null {
  let [mantissa, scale] = roundedUp(digits, exponent);
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    scale++;
  }
  while (scale % 3 !== 0) {
    mantissa *= 10n;
    scale--;
  }
  if (format === 'exponent') return scale === 0 ? `${mantissa}` : `${mantissa}e${scale}`;
  const suffix = decimalSuffixes[(scale - finest) / 3];
  return suffix === undefined ? null : `${mantissa}${suffix}`;
}

/** Returns a number of `decimals` decimal places, in the units of 1024 that divide it. */
function canonicalBinary(digits: bigint, decimals: number): string | null {
  const one = 10n ** BigInt(decimals);
  if (digits < 1024n * one || digits % one !== 0n) return canonicalDecimal(digits, -decimals, 'decimal');
  let value = digits / one;
  if (value > largestBinary) value = largestBinary;
  let power = 0;
  while (value % 1024n === 0n) {
    value /= 1024n;
    power++;
  }
  const suffix = binarySuffixes[power];
  return suffix === undefined ? null : `${value}${suffix}`;
}

function roundedUp(digits: bigint, exponent: number): readonly [mantissa: bigint, exponent: number] {
  if (exponent >= finest) return [digits, exponent];
  const dropped = finest - exponent;
  // Fewer digits than are dropped: the smallest quantity.
  if (dropped > 200) return [1n, finest];
  const unit = 10n ** BigInt(dropped);
  return [(digits + unit - 1n) / unit, finest];
}
