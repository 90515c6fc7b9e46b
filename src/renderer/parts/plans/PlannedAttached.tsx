import Box from '@mui/material/Box';
import type { AttachedKeys } from '../../../contract/operations.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { formatCount } from '../../ui/format.ts';
import { PlanPart } from '../../ui/PlanPart.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { keyList } from './key-list.ts';

const title = 'Deleted with it';

/** The keys that are deleted with their leases, as many as one can look through. */
export function PlannedAttached({ keys: { count, first } }: { readonly keys: AttachedKeys }) {
  const rest = count - first.length;
  return (
    <PlanPart title={title}>
      <Box
        component="ul"
        // Scrolls, and must do so by keyboard too.
        tabIndex={0}
        aria-label={title}
        sx={{ ...keyList, fontSize: '0.75rem', lineHeight: '20px' }}
      >
        {first.map((key) => (
          <Box component="li" key={escapeBytes(key).text} sx={{ ...mono, overflowWrap: 'anywhere' }}>
            {escapeBytes(key).text}
          </Box>
        ))}
        {rest === 0 ? null : (
          <Box component="li" sx={{ color: color.muted }}>
            {`and ${formatCount(rest)} more`}
          </Box>
        )}
      </Box>
    </PlanPart>
  );
}
