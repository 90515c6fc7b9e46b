import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Root } from 'react-dom/client';
import { type BenchPage, folderRows, rows, scrollThrough, untilShown } from './bench-page.ts';

const rowHeight = 24;

/** The least that shows as many rows: a list without levels, focus, ARIA or style. */
function BareList({ names, count }: { readonly names: readonly string[]; readonly count: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  return (
    <div ref={scroller} id="list" style={{ height: '100%', overflow: 'auto' }}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div key={index} style={{ position: 'absolute', height: rowHeight, transform: `translateY(${start}px)` }}>
            {names[index]}
          </div>
        ))}
      </div>
    </div>
  );
}

export function listPage(root: Root): BenchPage {
  let names: readonly string[] = [];
  let count = rows;
  const box = (): Element => {
    const found = document.getElementById('list');
    if (found === null) throw new Error('no list');
    return found;
  };
  const show = (): void => root.render(<BareList names={names} count={count} />);
  return {
    async fill() {
      const spent = await untilShown(() => {
        names = Array.from({ length: rows }, (_, at) => `row-${at}`);
        show();
      });
      return [spent];
    },
    async toggle(times) {
      const spent: number[] = [];
      for (let at = 0; at < times; at++) {
        spent.push(
          await untilShown(() => {
            count = count === rows ? rows - folderRows : rows;
            show();
          }),
        );
      }
      return spent;
    },
    scroll: (frames) => scrollThrough(box(), frames),
  };
}
