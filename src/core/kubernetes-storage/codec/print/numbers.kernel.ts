import { moveOut, out, reserve } from './output.kernel.ts';

// Room for the digits of a number, which come from its end.
const digits = memory.data(32);

/** Writes a whole number. */
export function integer(value: i64): void {
  reserve(24);
  let at = out;
  let rest = <u64>value;
  if (value < 0) {
    store<u8>(at++, 0x2d);
    rest = 0 - rest;
  }
  if (rest < 10) {
    store<u8>(at, 0x30 + <u32>rest);
    moveOut(at + 1);
    return;
  }
  moveOut(at);
  padded(rest, 1);
}

/** Writes a number that is not negative, with zeros before it where it has fewer digits. */
export function padded(value: u64, least: i32): void {
  reserve(24);
  const end = digits + 24;
  let at = end;
  let large = value;
  for (; large > 0xffffffff; large /= 10) store<u8>(--at, 0x30 + <u32>(large % 10));
  for (let rest = <u32>large; rest > 0; rest /= 10) store<u8>(--at, 0x30 + (rest % 10));
  while (end - at < <usize>least) store<u8>(--at, 0x30);
  const length = end - at;
  for (let copied: usize = 0; copied < length; copied += 8) store<u64>(out + copied, load<u64>(at + copied));
  moveOut(out + length);
}

/** Writes a number below 100 in two digits, and a byte behind it. */
function two(value: u32, after: u32): void {
  store<u32>(out, (0x30 + value / 10) | ((0x30 + (value % 10)) << 8) | (after << 16));
  moveOut(out + 3);
}

/** Writes seconds since 1970 as `2006-01-02T15:04:05` in UTC, as Go prints them, also in years beyond 9999. */
export function time(seconds: i64): void {
  reserve(40);
  let days = seconds / 86_400;
  let ofDay = <i32>(seconds - days * 86_400);
  if (ofDay < 0) {
    days--;
    ofDay += 86_400;
  }
  date(days);
  two(ofDay / 3600, 0x3a);
  two((ofDay / 60) % 60, 0x3a);
  two(ofDay % 60, 0x5a);
  // The seconds end it: what follows is the caller's.
  moveOut(out - 1);
}

function date(days: i64): void {
  // The civil calendar in eras of 400 years that begin in March.
  const shifted = days + 719_468;
  const era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
  const dayOfEra = <u32>(shifted - era * 146_097);
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const fromMarch = (5 * dayOfYear + 2) / 153;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = <i64>yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (year < 0) {
    store<u8>(out, 0x2d);
    moveOut(out + 1);
  }
  padded(<u64>(year < 0 ? -year : year), 4);
  store<u8>(out, 0x2d);
  moveOut(out + 1);
  two(month, 0x2d);
  two(dayOfYear - (153 * fromMarch + 2) / 5 + 1, 0x54);
}
