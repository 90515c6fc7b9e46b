import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';
import { color, mono } from '../../ui/tokens.ts';

/** What a program prints, its end in sight while it grows. */
export function LogView({ label, lines }: { readonly label: string; readonly lines: readonly string[] }) {
  const box = useRef<HTMLPreElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line moves the end.
  useEffect(() => {
    const log = box.current;
    if (log !== null) log.scrollTop = log.scrollHeight;
  }, [lines]);
  return (
    <Box
      ref={box}
      component="pre"
      role="log"
      aria-label={label}
      tabIndex={0}
      sx={{
        ...mono,
        m: 0,
        p: '8px 12px',
        // Seven lines above its end: none is cut.
        lineHeight: '18px',
        height: 7 * 18 + 8 + 2,
        boxSizing: 'border-box',
        overflow: 'auto',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        borderRadius: '6px',
        color: color.muted,
        backgroundColor: color.background,
        border: `1px solid ${color.line}`,
      }}
    >
      {lines.join('\n')}
    </Box>
  );
}
