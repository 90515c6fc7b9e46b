import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ConnectionDiscovery } from '../../../contract/connections/profile.ts';
import { color, mono } from '../../ui/tokens.ts';
import { recordName } from './endpoint-text.ts';
import type { ConnectionFormState } from './use-connection-form.ts';

interface FollowedEndpointsProps {
  readonly state: ConnectionFormState;
  readonly discovery: ConnectionDiscovery;
}

/** Endpoints that DNS names: those found last, not to be typed over as long as they are looked up again. */
export function FollowedEndpoints({ state, discovery: { domain, service } }: FollowedEndpointsProps) {
  const { endpoints, usesTls } = state.form;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: 0.75 }}>
      <Box component="ul" aria-label="Endpoints found" sx={{ ...mono, listStyle: 'none', m: 0, p: 0 }}>
        {endpoints.map(({ id, text }) => (
          <Box component="li" key={id} sx={{ lineHeight: '20px', overflowWrap: 'anywhere' }}>
            {text}
          </Box>
        ))}
      </Box>
      <Box sx={{ color: color.muted, fontSize: '0.75rem', lineHeight: '1rem' }}>
        As {recordName(usesTls ? 'https' : 'http', service)}.{domain} names them, looked up again whenever the
        connection is opened.
      </Box>
      <Button onClick={() => state.change((form) => ({ ...form, discovery: null }))}>Keep these instead</Button>
    </Box>
  );
}
