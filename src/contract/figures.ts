const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes as an operator reads them: binary units, three digits. `0 B`, `4.08 KiB`, `1.21 GiB`. */
export function formatBytes(bytes: number): string {
  const rounded = (value: number): number => Number(value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2));
  let value = bytes;
  let unit = 0;
  while (rounded(value) >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${rounded(value)} ${units[unit] ?? 'B'}`;
}

/** A whole number with its thousands set apart. */
export const formatCount = (count: number): string => count.toLocaleString('en');

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span of time: `0.4 ms`, `12 ms`, `1.8 s`, `4 min`, `3 h`, `6 days`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 0.05) return '0 ms';
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < second - 0.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 9.95 * second) return `${(milliseconds / second).toFixed(1)} s`;
  return formatWhole(Math.round, milliseconds);
}

/** A span of time in whole units, from seconds on, each rounded by `round`. */
export function formatWhole(round: (value: number) => number, milliseconds: number): string {
  if (round(milliseconds / second) < 60) return `${round(milliseconds / second)} s`;
  if (round(milliseconds / minute) < 60) return `${round(milliseconds / minute)} min`;
  if (round(milliseconds / hour) < 48) return `${round(milliseconds / hour)} h`;
  return `${round(milliseconds / day)} days`;
}

/** `1 member`, `3 members`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
