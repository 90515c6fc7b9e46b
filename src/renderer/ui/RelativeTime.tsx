import { useEffect, useState } from 'react';
import { formatMoment, formatRelativeTime } from './format.ts';

/** A moment as `4 min ago`, kept true while it is on screen; its exact time is the tooltip. */
export function RelativeTime({ at }: { readonly at: number }) {
  const [now, setNow] = useState(Date.now);
  const isYoung = now - at < 60_000;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), isYoung ? 1_000 : 30_000);
    return () => clearInterval(timer);
  }, [isYoung]);
  return (
    <time dateTime={new Date(at).toISOString()} title={formatMoment(at)}>
      {formatRelativeTime(at, Math.max(now, at))}
    </time>
  );
}
