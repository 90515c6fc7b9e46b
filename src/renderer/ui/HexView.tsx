import Box from '@mui/material/Box';
import { hexRow, rowCountOf } from './hex-rows.ts';
import { color, font } from './tokens.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

const rowHeight = 20;

/** Bytes as they are: offset, hexadecimal, and what of it is ASCII. Only the rows on screen are drawn. */
export function HexView({ bytes, label }: { readonly bytes: Uint8Array; readonly label: string }) {
  const count = rowCountOf(bytes);
  const virtual = useVirtualRows({ count, rowHeight, overscan: 10 });
  const rows = Array.from({ length: Math.max(0, virtual.window.end - virtual.window.first) }, (_, i) =>
    hexRow(bytes, virtual.window.first + i),
  );
  return (
    <Box
      ref={virtual.scroller}
      role="table"
      aria-label={label}
      aria-rowcount={count}
      tabIndex={0}
      onScroll={virtual.onScroll}
      sx={{
        height: '100%',
        overflow: 'auto',
        fontFamily: font.mono,
        fontSize: '0.78125rem',
        lineHeight: `${rowHeight}px`,
        backgroundColor: color.background,
        '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: -2 },
      }}
    >
      <div role="presentation" style={{ height: virtual.window.height, position: 'relative', minWidth: 'fit-content' }}>
        <Box role="rowgroup" style={{ transform: `translateY(${virtual.window.offset}px)` }}>
          {rows.map((row) => (
            <Box
              key={row.index}
              role="row"
              aria-rowindex={row.index + 1}
              sx={{ display: 'flex', gap: '24px', px: 2, height: rowHeight, whiteSpace: 'pre' }}
            >
              <Box role="cell" sx={{ color: color.muted, userSelect: 'none' }}>
                {row.offset}
              </Box>
              <Box role="cell">{row.hex}</Box>
              <Box role="cell" sx={{ color: color.muted }}>
                {row.ascii}
              </Box>
            </Box>
          ))}
        </Box>
      </div>
    </Box>
  );
}
