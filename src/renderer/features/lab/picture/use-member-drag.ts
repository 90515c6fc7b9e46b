import { type PointerEvent as ReactPointerEvent, useRef, useState } from 'react';
import type { Point } from './picture-layout.ts';

/** A drag of members: how far, and whether they would be dropped in the zone. */
export interface MemberDrag {
  readonly names: readonly string[];
  readonly by: Point;
  readonly isOver: boolean;
}

/** A shorter movement is a click. */
const leastPixels = 6;

/** Drags members to a zone; a marked one takes the other marked ones along. Escape gives up. */
export function useMemberDrag(options: {
  readonly marked: readonly string[];
  readonly canDrag: boolean;
  readonly onDrop: (names: readonly string[]) => void;
}) {
  const { marked, canDrag, onDrop } = options;
  const zone = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<MemberDrag | null>(null);

  const begin = (name: string, event: ReactPointerEvent): void => {
    if (!canDrag || event.button !== 0) return;
    const from = { x: event.clientX, y: event.clientY };
    const names = marked.includes(name) ? marked : [name];
    let now: MemberDrag | null = null;
    const move = ({ clientX: x, clientY: y }: PointerEvent): void => {
      const by = { x: x - from.x, y: y - from.y };
      if (now === null && Math.hypot(by.x, by.y) < leastPixels) return;
      const box = zone.current?.getBoundingClientRect();
      const isOver = box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
      now = { names, by, isOver };
      setDrag(now);
    };
    const end = (drops: boolean): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', giveUp);
      window.removeEventListener('keydown', onKey);
      setDrag(null);
      if (drops && now?.isOver) onDrop(names);
    };
    const drop = (): void => end(true);
    const giveUp = (): void => end(false);
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') end(false);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', giveUp);
    window.addEventListener('keydown', onKey);
  };
  return { drag, zone, begin };
}
