import type { Clock } from '../../ports.ts';

/** Writes how long ago times were. */
export class Ages {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Returns how long ago a time was, in seconds since 1970; `<unknown>` where there is none. */
  since(seconds: number | null): string {
    return seconds === null ? '<unknown>' : humanDuration(this.#clock.now() / 1000 - seconds);
  }
}

const minute = 60;
const hour = 60 * minute;

/**
 * Returns a number of seconds as Kubernetes shows ages: the largest unit, and the next one where the age is short in
 * it. Two seconds ahead of this clock is still now.
 */
export function humanDuration(duration: number): string {
  const seconds = Math.trunc(duration);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 2 * minute) return `${seconds}s`;
  const minutes = Math.floor(seconds / minute);
  if (minutes < 10) return `${minutes}m${part(seconds % minute, 's')}`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(seconds / hour);
  if (hours < 8) return `${hours}h${part(minutes % 60, 'm')}`;
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (days < 8) return `${days}d${part(hours % 24, 'h')}`;
  if (days < 2 * 365) return `${days}d`;
  const years = Math.floor(days / 365);
  return years < 8 ? `${years}y${part(days % 365, 'd')}` : `${years}y`;
}

function part(count: number, unit: string): string {
  return count === 0 ? '' : `${count}${unit}`;
}
