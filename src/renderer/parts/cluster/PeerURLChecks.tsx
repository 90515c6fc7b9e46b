import Box from '@mui/material/Box';
import type { PeerURLCheck } from '../../../contract/member-start.ts';
import { color } from '../../ui/tokens.ts';
import { checkWords } from './peer-urls.ts';

/** What is wrong with peer URLs, and what is seldom meant; nothing where all is well. */
export function PeerURLChecks({ checks }: { readonly checks: readonly PeerURLCheck[] }) {
  const { errors, warnings } = checkWords(checks);
  return (
    <>
      {errors.map((error) => (
        <Box key={error} role="alert" sx={{ color: color.bad, overflowWrap: 'anywhere' }}>
          {error}
        </Box>
      ))}
      {warnings.map((warning) => (
        <Box key={warning} role="status" sx={{ color: color.warn, overflowWrap: 'anywhere' }}>
          {warning}
        </Box>
      ))}
    </>
  );
}
