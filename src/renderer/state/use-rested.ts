import { useEffect, useState } from 'react';

/** Returns whether a value has stayed the same for `restMs` since it was first shown. */
export function useIsRested(value: string | null, restMs: number): boolean {
  const [rested, setRested] = useState<{ readonly value: string | null } | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested({ value }), restMs);
    return () => {
      clearTimeout(timer);
      setRested(null);
    };
  }, [value, restMs]);
  return rested !== null && rested.value === value;
}
