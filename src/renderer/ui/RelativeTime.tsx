import { formatMoment, formatRelativeTime } from './format.ts';
import { useNow } from './use-now.ts';

/**
 * A moment as `4 min ago`, kept true while it is on screen; its exact time is the tooltip. A moment ahead is just now,
 * because clocks differ, unless it is awaited: `isAwaited`. Once that has come, it reads `now`.
 */
export function RelativeTime({ at, isAwaited = false }: { readonly at: number; readonly isAwaited?: boolean }) {
  const isYoung = (now: number): boolean => Math.abs(now - at) < 60_000 || (!isAwaited && now < at);
  const now = useNow((last) => (isYoung(last) ? 1_000 : 30_000));
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at)}>
      {isAwaited && at <= now ? 'now' : formatRelativeTime(at, isAwaited ? now : Math.max(now, at))}
    </time>
  );
}
