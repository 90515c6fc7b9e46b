import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { color, mono } from './tokens.ts';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly isMono?: boolean;
}

/** Names and values in two columns. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(96px, auto) 1fr',
        rowGap: '4px',
        alignItems: 'baseline',
        columnGap: 2,
      }}
    >
      {facts.map((fact) => (
        <Box key={fact.name} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: color.muted }}>
            {fact.name}
          </Box>
          <Box
            component="dd"
            sx={{
              m: 0,
              minWidth: 0,
              overflowWrap: 'anywhere',
              fontVariantNumeric: 'tabular-nums',
              ...(fact.isMono ? { ...mono, lineHeight: '20px' } : {}),
            }}
          >
            {fact.value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
