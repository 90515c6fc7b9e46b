import { useEffect, useState } from 'react';
import { formatMoment, formatRelativeTime } from './format.ts';

/**
 * A moment as `4 min ago`, kept true while it is on screen; its exact time is the tooltip. A moment ahead is just now,
 * because clocks differ, unless `mayBeAhead`.
 */
export function RelativeTime({ at, mayBeAhead = false }: { readonly at: number; readonly mayBeAhead?: boolean }) {
  const [now, setNow] = useState(Date.now);
  const isYoung = Math.abs(now - at) < 60_000 || (!mayBeAhead && now < at);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), isYoung ? 1_000 : 30_000);
    return () => clearInterval(timer);
  }, [isYoung]);
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at)}>
      {formatRelativeTime(at, mayBeAhead ? now : Math.max(now, at))}
    </time>
  );
}
