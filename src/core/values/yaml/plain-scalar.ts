/** The meaning of an unquoted scalar to Kubernetes' YAML library (go-yaml 2, mostly YAML 1.1). */
export type PlainScalar =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string' };

const string: PlainScalar = { kind: 'string' };
const no: PlainScalar = { kind: 'boolean', value: false };
const yes: PlainScalar = { kind: 'boolean', value: true };

/** Returns the three recognised spellings of a word: `null`, `Null`, `NULL`. */
function spellings(words: readonly string[], meaning: PlainScalar): readonly (readonly [string, PlainScalar])[] {
  return words.flatMap((word) =>
    [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()].map((one) => [one, meaning] as const),
  );
}

const float = (value: number): PlainScalar => ({ kind: 'float', value });

const words = new Map<string, PlainScalar>([
  ...spellings(['y', 'yes', 'true', 'on'], yes),
  ...spellings(['n', 'no', 'false', 'off'], no),
  ...spellings(['', '~', 'null'], { kind: 'null' }),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, float(Number.NaN)] as const),
  ...['', '+'].flatMap((sign) =>
    ['.inf', '.Inf', '.INF'].map((word) => [sign + word, float(Number.POSITIVE_INFINITY)] as const),
  ),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, float(Number.NEGATIVE_INFINITY)] as const),
]);

const mayMeanMore = /^[-+0-9.yYnNtTfFoO~]/;
const integer = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const decimal = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const fraction = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;

/** Returns the meaning of an unquoted text. */
export function readPlainScalar(text: string): PlainScalar {
  if (text !== '' && !mayMeanMore.test(text)) return string;
  const word = words.get(text);
  if (word !== undefined) return word;
  if (text.startsWith('.')) return fraction.test(text) ? finite(text.replaceAll('_', '')) : string;
  return /^[-+0-9]/.test(text) && !isTimestamp(text) ? readNumber(text.replaceAll('_', '')) : string;
}

/** Returns whether a text must be quoted to stay a text. */
export function needsQuotes(text: string): boolean {
  return readPlainScalar(text).kind !== 'string' || isTimestamp(text) || isBase60(text);
}

function readNumber(text: string): PlainScalar {
  const [whole, sign = '', hex, binary, octal, plain] = integer.exec(text) ?? [];
  if (whole !== undefined) {
    const size = BigInt(
      hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : octal ? `0o${octal}` : (plain ?? '0'),
    );
    const value = sign === '-' ? -size : size;
    // Go reads signed 64-bit integers, and unsigned ones where no sign is written.
    const most = sign === '+' ? 2n ** 63n : 2n ** 64n;
    if (value >= -(2n ** 63n) && value < most) return { kind: 'integer', value };
  }
  return decimal.test(text) ? finite(text) : string;
}

/** A number beyond the range of a float stays a text. */
function finite(text: string): PlainScalar {
  const value = Number(text);
  return Number.isFinite(value) ? float(value) : string;
}

const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+](\d\d):(\d\d))| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/;

/** go-yaml quotes a timestamp when it writes one, and reads an unquoted one as text. */
function isTimestamp(text: string): boolean {
  const parts = timestamp.exec(text);
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0, ...rest] = parts.slice(1).map((part) => Number(part ?? 0));
  const [hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0, hour2 = 0, minute2 = 0, second2 = 0] = rest;
  const isDay =
    month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const isHour = Math.max(hour, hour2) < 24 && zoneHour <= 24;
  return isDay && isHour && Math.max(minute, second, minute2, second2) < 60 && zoneMinute < 60;
}

/** `1:30` is a base-60 number in YAML 1.1. go-yaml does not read it as one, but quotes it for parsers that do. */
function isBase60(text: string): boolean {
  return /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text);
}
