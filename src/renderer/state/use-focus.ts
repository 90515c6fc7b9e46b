import { useEffect, useRef } from 'react';
import { goTo, type Place, useRoute } from './route.ts';

/** Hands over what the address asks a place to show, once; then the address is the place's own again. */
export function useFocus(place: Place, show: (focus: string) => void): void {
  const route = useRoute();
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    if (route.screen !== 'workbench' || route.place !== place || route.focus === null) return;
    latest.current(route.focus);
    goTo({ ...route, focus: null });
  }, [route, place]);
}
