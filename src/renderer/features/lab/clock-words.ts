import { formatDuration } from '../../ui/format.ts';

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** The time of day, to the millisecond, in the operator's own time zone: elections take hundreds of them. */
export function formatMilliseconds(at: number): string {
  const date = new Date(at);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part, 2)).join(':');
  return `${clock}.${pad(date.getMilliseconds(), 3)}`;
}

/** How long before now a moment is. */
export function agoWords(at: number, now: number): string {
  const span = now - at;
  return span < 50 ? 'now' : `${formatDuration(span)} ago`;
}
