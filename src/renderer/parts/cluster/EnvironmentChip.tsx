import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import type { ConnectionEnvironment } from '../../../contract/connections/profile.ts';
import { StatusChip, StatusDot } from '../../ui/StatusChip.tsx';

/** What a cluster is for. Production has a colour that means nothing else. */
export function EnvironmentChip({ environment }: { readonly environment: ConnectionEnvironment | null }) {
  if (environment === null) return null;
  return <StatusChip tone={environment === 'production' ? 'production' : 'neutral'}>{environment}</StatusChip>;
}

/** The chip in a narrow window: its dot, and its word where it is pointed at. */
export function EnvironmentDot({ environment }: { readonly environment: ConnectionEnvironment | null }) {
  if (environment === null) return null;
  return (
    <Tooltip title={environment}>
      <Box component="span" role="img" sx={{ display: 'none', '@media (max-width: 1100px)': { display: 'flex' } }}>
        <StatusDot tone={environment === 'production' ? 'production' : 'neutral'} />
      </Box>
    </Tooltip>
  );
}
