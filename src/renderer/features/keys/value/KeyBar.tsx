import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { color, mono, size } from '../../../ui/tokens.ts';
import { folderOf } from '../model/key-node.ts';

/** The folder of a key, and beside it what can be done with the key. */
export function KeyBar({ keyBytes, children }: { readonly keyBytes: Uint8Array; readonly children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        flexWrap: 'wrap',
        minHeight: size.header,
        boxSizing: 'border-box',
        flexShrink: 0,
        px: '14px',
        py: '5px',
        '& .MuiButton-root': { flexShrink: 0 },
        borderBottom: `1px solid ${color.line}`,
      }}
    >
      <Box
        component="span"
        title={escapeBytes(keyBytes).text}
        sx={{
          ...mono,
          color: color.muted,
          flex: 1,
          minWidth: 80,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {escapeBytes(folderOf(keyBytes)).text}
      </Box>
      {children}
    </Box>
  );
}
