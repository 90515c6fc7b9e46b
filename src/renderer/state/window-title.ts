import { useEffect } from 'react';

/** Says in the window's title what it shows, the most telling part first. */
export function useWindowTitle(...parts: readonly string[]): void {
  const title = [...parts, 'etcdeck'].join(' – ');
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = 'etcdeck';
    };
  }, [title]);
}
