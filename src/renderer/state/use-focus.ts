import { useEffect, useRef } from 'react';
import { goTo, useRoute } from './route.ts';
import type { Place } from './screens.ts';

/** Passes on what the address asks a place to show, once, and removes it from the address. */
export function useFocus(place: Place, show: (focus: string) => void): void {
  const route = useRoute();
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    if (route.screen !== 'workbench' && route.screen !== 'file') return;
    if (route.place !== place || route.focus === null) return;
    latest.current(route.focus);
    goTo({ ...route, focus: null });
  }, [route, place]);
}
