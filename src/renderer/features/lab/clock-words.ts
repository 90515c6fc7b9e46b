import { formatDuration } from '../../ui/format.ts';

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** The time of day, to the millisecond, in the operator's own time zone: elections take hundreds of them. */
export function formatMilliseconds(at: number): string {
  const date = new Date(at);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part, 2)).join(':');
  return `${clock}.${pad(date.getMilliseconds(), 3)}`;
}

/** A place on the axis of time: seconds, and from a minute on minutes and seconds, as `−3:20`. */
export function backWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  return seconds < 60 ? `−${seconds} s` : `−${Math.floor(seconds / 60)}:${pad(seconds % 60, 2)}`;
}

/** How long before now a moment is. */
export function agoWords(at: number, now: number): string {
  const span = now - at;
  if (span < 50) return 'now';
  const seconds = Math.round(span / 1_000);
  return seconds < 60 ? `${formatDuration(span)} ago` : `${Math.floor(seconds / 60)} min ${seconds % 60} s ago`;
}
