import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { PaneHandle } from '../../ui/SplitPane.tsx';
import type { KeysView } from './keys-view.ts';

type Shape = 'tree' | 'table';

const shapeOf = (view: KeysView): Shape => (view === 'tree' ? 'tree' : 'table');

/** A table needs more room than a tree: going from one to the other gives the pane the width that the other had. */
export function useViewWidth(view: KeysView): {
  readonly pane: RefObject<PaneHandle | null>;
  /** What the pane begins with, in pixels. */
  readonly widthAtFirst: number;
} {
  const pane = useRef<PaneHandle>(null);
  const widths = useRef<Record<Shape, number>>({ tree: 320, table: 520 });
  const shape = shapeOf(view);
  const before = useRef(shape);
  const [widthAtFirst] = useState(widths.current[shape]);
  useLayoutEffect(() => {
    if (before.current === shape || pane.current === null) return;
    widths.current[before.current] = pane.current.getSize().inPixels;
    before.current = shape;
    pane.current.resize(widths.current[shape]);
  }, [shape]);
  return { pane, widthAtFirst };
}
