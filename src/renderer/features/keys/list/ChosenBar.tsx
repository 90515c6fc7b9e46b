import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Standing } from '../../../parts/source/source-id.ts';
import { plural } from '../../../ui/format.ts';
import { color } from '../../../ui/tokens.ts';
import type { RowActions } from '../model/row-actions.ts';
import { chosenItems } from '../tree/row-items.ts';

/** What can be done with the rows that are selected. Nothing while none is. */
export function ChosenBar(props: {
  readonly keys: readonly Uint8Array[];
  readonly actions: RowActions;
  readonly standing: Standing;
}) {
  const { keys, actions, standing } = props;
  if (keys.length === 0) return null;
  return (
    <Box
      role="toolbar"
      aria-label="Selected keys"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        p: '6px 10px',
        borderTop: `1px solid ${color.line}`,
        backgroundColor: color.raised,
      }}
    >
      <Box component="span" sx={{ flex: 1, minWidth: 80, color: color.muted }}>
        {plural(keys.length, 'key')} selected
      </Box>
      {chosenItems({ kind: 'keys', keys }, actions, standing).map(({ label, run }) => (
        <Button key={label} {...(label === 'Delete…' ? { color: 'error' } : {})} onClick={run}>
          {label}
        </Button>
      ))}
    </Box>
  );
}
