import Box from '@mui/material/Box';
import { Suspense } from 'react';
import { useConnection } from '../../state/connection.tsx';
import { LogoIcon } from '../../ui/icons.tsx';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { swatchColor } from '../../ui/swatches.ts';
import { color, size } from '../../ui/tokens.ts';
import { CommandField } from './CommandField.tsx';
import { ConnectionMenu } from './ConnectionMenu.tsx';
import { SaveSnapshotButton } from './places.tsx';

/** The connection, the way to everything, and the one act that is always at hand. */
export function Header() {
  const { profile } = useConnection();
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        height: 44,
        flexShrink: 0,
        pr: '14px',
        bgcolor: color.surface,
        borderBottom: `1px solid ${color.line}`,
        // The connection's own colour, along the top.
        ...(profile.color === null ? {} : { boxShadow: `inset 0 3px ${swatchColor(profile.color)}` }),
      }}
    >
      <Box sx={{ width: size.rail, flexShrink: 0, display: 'grid', placeItems: 'center', color: color.accent }}>
        <LogoIcon size={22} />
      </Box>
      <Box sx={{ flex: '1 1 150px', minWidth: 120 }}>
        <ConnectionMenu />
      </Box>
      <CommandField />
      <Box sx={{ flex: '1 0 auto', display: 'flex', justifyContent: 'flex-end' }}>
        <Suspense fallback={<LoadingBlock label="Loading" height={size.control} width={118} />}>
          <SaveSnapshotButton />
        </Suspense>
      </Box>
    </Box>
  );
}
