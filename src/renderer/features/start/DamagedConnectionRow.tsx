import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import type { ConnectionDamage } from '../../../contract/connections/summary.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { RemoveConnectionDialog } from './RemoveConnectionDialog.tsx';

interface DamagedConnectionRowProps {
  readonly profile: ConnectionProfile;
  readonly damage: ConnectionDamage;
}

/** A connection whose entry in the settings file is damaged: what is wrong, and where to mend it. */
export function DamagedConnectionRow({ profile, damage }: DamagedConnectionRowProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        px: 2,
        py: '9px',
        '&:not(:first-of-type)': { borderTop: `1px solid ${color.line}` },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, lineHeight: '1.25rem' }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {profile.name}
          </Box>
          <StatusChip tone="bad">damaged</StatusChip>
        </Box>
        <Box sx={{ color: color.muted, lineHeight: '1.25rem' }}>
          Its entry in{' '}
          <Box component="span" sx={mono}>
            {damage.file}
          </Box>{' '}
          cannot be read: {damage.reason}. Mend it there; until then it is left as it is.
        </Box>
      </Box>
      {damage.canRemove ? (
        <>
          <Button aria-label={`Remove ${profile.name}`} onClick={() => setAsking(true)}>
            Remove
          </Button>
          <RemoveConnectionDialog profile={profile} isOpen={isAsking} onClose={() => setAsking(false)} />
        </>
      ) : null}
    </Box>
  );
}
