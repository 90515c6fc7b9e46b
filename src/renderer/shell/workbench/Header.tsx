import Box from '@mui/material/Box';
import { Suspense } from 'react';
import { useConnection } from '../../state/connection.tsx';
import { LogoIcon } from '../../ui/icons.tsx';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { swatchColor } from '../../ui/swatches.ts';
import { TopBar } from '../../ui/TopBar.tsx';
import { color, size } from '../../ui/tokens.ts';
import { CommandField } from './CommandField.tsx';
import { ConnectionMenu } from './ConnectionMenu.tsx';
import { SaveSnapshotButton } from './places.tsx';

/** The connection, the way to everything, and the one act that is always at hand. */
export function Header() {
  const { profile } = useConnection();
  return (
    // The connection's own colour, along the top.
    <TopBar isFlushLeft {...(profile.color === null ? {} : { edge: swatchColor(profile.color) })}>
      <Box sx={{ width: size.rail, flexShrink: 0, display: 'grid', placeItems: 'center', color: color.accent }}>
        <LogoIcon size={22} />
      </Box>
      {/* The name is what tells one window from another: the field beside it gives way first. */}
      <Box sx={{ flex: '1 0 auto', maxWidth: 'min(44%, 420px)' }}>
        <ConnectionMenu />
      </Box>
      <CommandField />
      <Box sx={{ flex: '1 0 auto', display: 'flex', justifyContent: 'flex-end' }}>
        <Suspense fallback={<LoadingBlock label="Loading" height={size.control} width={118} />}>
          <SaveSnapshotButton />
        </Suspense>
      </Box>
    </TopBar>
  );
}
