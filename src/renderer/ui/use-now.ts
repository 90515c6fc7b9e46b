import { useEffect, useState } from 'react';

/** Returns the time in ms since 1970, and draws again so often: for what is said of it to stay true while it is on screen. */
export function useNow(everyMs: number | ((now: number) => number)): number {
  const [now, setNow] = useState(Date.now);
  const interval = typeof everyMs === 'number' ? everyMs : everyMs(now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}
