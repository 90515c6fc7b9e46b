import Box from '@mui/material/Box';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { mono } from '../../../ui/tokens.ts';

/** A whole key in a line of text. */
export function KeyName({ bytes }: { readonly bytes: Uint8Array }) {
  return (
    <Box component="span" sx={{ ...mono, overflowWrap: 'anywhere' }}>
      {escapeBytes(bytes).text}
    </Box>
  );
}
