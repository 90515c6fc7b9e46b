/** Go's zero time, 0001-01-01T00:00:00Z, in seconds since 1970, which Kubernetes reads as "no time". */
export const zeroTime = -62_135_596_800;

const day = 86_400;
const twoDigits = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
const pad = (value: number): string => twoDigits[value] ?? String(value);

/** The days that were printed last, by their lowest bits: the times of objects are mostly of a few. */
const printed = new Array<{ readonly day: number; readonly date: string } | undefined>(16).fill(undefined);

/** Returns seconds since 1970 as `2006-01-02T15:04:05` in UTC, as Go prints them, also in years beyond 9999. */
export function formatSeconds(seconds: number): string {
  const days = Math.floor(seconds / day);
  const ofDay = seconds - days * day;
  return `${dateOf(days)}${pad(Math.floor(ofDay / 3600))}:${pad(Math.floor(ofDay / 60) % 60)}:${pad(ofDay % 60)}`;
}

/** Returns a day, and the letter behind it. */
function dateOf(days: number): string {
  const place = days & (printed.length - 1);
  const known = printed[place];
  if (known?.day === days) return known.date;
  const date = `${formatDay(days)}T`;
  printed[place] = { day: days, date };
  return date;
}

function formatDay(days: number): string {
  // The civil calendar in eras of 400 years that begin in March: exact beyond the range of `Date`.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${pad(month)}-${pad(dayOfMonth)}`;
}

/** A moment as Go stores it. */
export interface Moment {
  /** Seconds since 1970. */
  readonly seconds: number;
  readonly nanoseconds: number;
}

const rfc3339 = /^((\d{4})-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Returns the moment of an RFC 3339 time, or `null` where the text is invalid (the 30th of February too). */
export function parseTime(text: string): Moment | null {
  const [, local, year, fraction = '', sign, hours = '0', minutes = '0'] = rfc3339.exec(text) ?? [];
  if (local === undefined || year === undefined) return null;
  const milliseconds = new Date(`${local}Z`).getTime();
  if (Number.isNaN(milliseconds) || formatSeconds(milliseconds / 1000) !== local) return null;
  if (Number(hours) > 24 || Number(minutes) > 59) return null;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1);
  return { seconds: milliseconds / 1000 - offset, nanoseconds: Number(fraction.slice(0, 9).padEnd(9, '0')) };
}
