import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

interface BoxSize {
  readonly width: number;
  readonly height: number;
}

/** How large an element is, in pixels; `null` before it stands. */
export function useBox(): readonly [BoxSize | null, RefObject<HTMLDivElement | null>] {
  const element = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<BoxSize | null>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const measure = (): void => setBox({ width: current.clientWidth, height: current.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [box, element];
}
