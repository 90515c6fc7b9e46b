import { formatWhole } from '../../contract/figures.ts';

export { formatBytes, formatCount, formatDuration, formatWhole, plural } from '../../contract/figures.ts';

const second = 1_000;

/** How long ago, or how far ahead, a moment is. Within a second it is `just now`. */
export function formatRelativeTime(at: number, now: number): string {
  const span = now - at;
  if (Math.abs(span) < second) return 'just now';
  return span > 0 ? `${formatWhole(Math.floor, span)} ago` : `in ${formatWhole(Math.floor, -span)}`;
}

/** A moment, to the second, in the operator's own time zone. */
export function formatMoment(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** The time of day, to the second, in the operator's own time zone; with its date where that is not today. */
export function formatClock(at: number, now: number = Date.now()): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? clock.format(at) : `${dayAndMonth.format(at)}, ${clock.format(at)}`;
}
