const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes as an operator reads them: binary units, three digits. `0 B`, `4.1 KiB`, `1.21 GiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits).replace(/\.0+$/, '')} ${units[unit] ?? 'B'}`;
}

/** A whole number with its thousands set apart. */
export const formatCount = (count: number): string => count.toLocaleString('en');

/** A span of time: `0.4 ms`, `12 ms`, `1.8 s`, `4 min`, `3 h`, `6 days`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 60) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  if (hours < 48) return `${Math.round(hours)} h`;
  return `${Math.round(hours / 24)} days`;
}

/** How long ago, or how far ahead, a moment is. Within a second it is `just now`. */
export function formatRelativeTime(at: number, now: number): string {
  const span = now - at;
  if (Math.abs(span) < 1_000) return 'just now';
  return span > 0 ? `${formatDuration(Math.floor(span / 1_000) * 1_000)} ago` : `in ${formatDuration(-span)}`;
}

/** A moment, to the second, in the operator's own time zone. */
export function formatMoment(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

/** `1 member`, `3 members`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
