import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { AttachedKeys } from '../../../contract/operations.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { formatCount } from '../../ui/format.ts';
import { color, mono } from '../../ui/tokens.ts';

const title = 'Deleted with it';

/** The keys that are deleted with their leases, as many as one can look through. */
export function PlannedAttached({ keys: { count, first } }: { readonly keys: AttachedKeys }) {
  const rest = count - first.length;
  return (
    <Box component="section">
      <Typography variant="h3" sx={{ color: color.muted, fontWeight: 500, mb: '4px' }}>
        {title}
      </Typography>
      <Box
        component="ul"
        // Scrolls, and must do so by keyboard too.
        tabIndex={0}
        aria-label={title}
        sx={{
          ...{ m: 0, p: '6px 10px', listStyle: 'none', maxHeight: 168, overflow: 'auto' },
          border: `1px solid ${color.line}`,
          borderRadius: '6px',
          backgroundColor: color.surface,
          fontSize: '0.75rem',
          lineHeight: '20px',
        }}
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
    </Box>
  );
}
