import Box from '@mui/material/Box';
import type { PeerURLCheck } from '../../../contract/member-start.ts';
import { color } from '../../ui/tokens.ts';
import { checkWords } from './peer-urls.ts';

/** What is wrong with peer URLs, and what is seldom meant; nothing where all is well. */
export function PeerURLChecks({ checks }: { readonly checks: readonly PeerURLCheck[] }) {
  const { errors, warnings } = checkWords(checks);
  if (errors.length + warnings.length === 0) return null;
  return (
    <Box sx={{ display: 'grid', gap: '4px', overflowWrap: 'anywhere' }}>
      {errors.map((error) => (
        <Box key={error} role="alert" sx={{ color: color.bad }}>
          {error}
        </Box>
      ))}
      {warnings.map((warning) => (
        <Box key={warning} role="status" sx={{ color: color.warn }}>
          {warning}
        </Box>
      ))}
    </Box>
  );
}
