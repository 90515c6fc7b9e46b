import { formatCount } from '../../ui/format.ts';

const units = [
  { seconds: 86_400, one: 'day', many: 'days' },
  { seconds: 3_600, one: 'h', many: 'h' },
  { seconds: 60, one: 'min', many: 'min' },
  { seconds: 1, one: 's', many: 's' },
] as const;

type Unit = (typeof units)[number];

const inUnit = (count: number, { one, many }: Unit): string => `${formatCount(count)} ${count === 1 ? one : many}`;

/** A TTL as it was granted, exactly: in the largest unit that divides it. `10 min`, `1 day`, `4,242 s`. */
export function grantedWords(seconds: number): string {
  const unit = units.find((each) => seconds > 0 && seconds % each.seconds === 0) ?? units[3];
  return inUnit(seconds / unit.seconds, unit);
}

/** What is left, in its two largest units, rounded down: `9 min 50 s`, `1 h 10 min`, `12 s`. */
export function leftWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  const place = units.findIndex((each) => seconds >= each.seconds);
  const [unit, next] = [units[place], units[place + 1]];
  if (unit === undefined) return '0 s';
  const rest = next === undefined ? 0 : Math.floor((seconds % unit.seconds) / next.seconds);
  const first = inUnit(Math.floor(seconds / unit.seconds), unit);
  return next === undefined || rest === 0 ? first : `${first} ${inUnit(rest, next)}`;
}
