import { formatCount, plural } from '../../ui/format.ts';

const mostDays = 36_500;
const leastRoom = 48;
const mostRoom = 100_000;

/** Returns the days typed, `null` where none are: without end; or what is wrong with them. */
export function parseDays(text: string): number | null | string {
  if (text.trim() === '') return null;
  const days = wholeNumber(text);
  return days !== null && days >= 1 && days <= mostDays
    ? days
    : `A number of days, from 1 to ${formatCount(mostDays)}.`;
}

/** Returns the room typed in MiB, or what is wrong with it. */
export function parseRoom(text: string): number | string {
  const room = wholeNumber(text);
  return room !== null && room >= leastRoom && room <= mostRoom
    ? room
    : `A number from ${leastRoom} to ${formatCount(mostRoom)}.`;
}

/** Says what is kept, in a few words. */
export function keptWords({
  journalDays,
  journalMiB,
}: {
  readonly journalDays: number | null;
  readonly journalMiB: number;
}): string {
  const room = `${formatCount(journalMiB)} MiB`;
  return journalDays === null ? `Kept within ${room}` : `Kept for ${plural(journalDays, 'day')}, within ${room}`;
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null;
}
