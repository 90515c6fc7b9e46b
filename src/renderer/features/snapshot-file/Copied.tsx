import Box from '@mui/material/Box';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { color, mono } from '../../ui/tokens.ts';

/** A figure that one takes elsewhere, and what it is there. */
export function Copied(props: {
  readonly label: string;
  readonly text: string;
  /** As it is written here; the text itself where it is absent. */
  readonly shown?: string;
  readonly note?: string | null;
}) {
  const { label, text, shown = text, note = null } = props;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: '2px', maxWidth: '100%' }}>
      <Box component="span" sx={{ ...mono, overflowWrap: 'anywhere', minWidth: 0 }}>
        {shown}
      </Box>
      <CopyButton label={label} text={text} />
      {note === null ? null : (
        <Box component="span" sx={{ color: color.muted }}>
          {note}
        </Box>
      )}
    </Box>
  );
}
