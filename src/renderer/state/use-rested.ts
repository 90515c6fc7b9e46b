import { useEffect, useState } from 'react';

/** Whether a value has stayed the same for so long, from the moment that it was first shown. */
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
