import { useEffect, useState } from 'react';
import { formatMoment, formatRelativeTime } from './format.ts';

/**
 * A moment as `4 min ago`, kept true while it is on screen; its exact time is the tooltip. A moment ahead is just now,
 * because clocks differ, unless it is awaited: `isAwaited`. Once that has come, it reads `now`.
 */
export function RelativeTime({ at, isAwaited = false }: { readonly at: number; readonly isAwaited?: boolean }) {
  const [now, setNow] = useState(Date.now);
  const isYoung = Math.abs(now - at) < 60_000 || (!isAwaited && now < at);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), isYoung ? 1_000 : 30_000);
    return () => clearInterval(timer);
  }, [isYoung]);
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at)}>
      {isAwaited && at <= now ? 'now' : formatRelativeTime(at, isAwaited ? now : Math.max(now, at))}
    </time>
  );
}
