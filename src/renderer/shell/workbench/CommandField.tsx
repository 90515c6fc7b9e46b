import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { showOverlay } from '../../state/overlay.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { ariaShortcut } from '../../ui/shortcut.ts';
import { color } from '../../ui/tokens.ts';
import { paletteShortcut } from '../shell-commands.tsx';

/** The door to the command palette, in the place where people look for it. */
export function CommandField() {
  return (
    <ButtonBase
      aria-label="Go to a key, or run a command"
      aria-haspopup="dialog"
      aria-keyshortcuts={ariaShortcut(paletteShortcut)}
      onClick={() => showOverlay('palette')}
      sx={{
        flex: '0 1 520px',
        minWidth: 120,
        height: 30,
        px: '12px',
        gap: 1,
        borderRadius: '6px',
        justifyContent: 'flex-start',
        color: color.muted,
        bgcolor: color.background,
        border: `1px solid ${color.line}`,
        '&:hover': { borderColor: color.faint },
      }}
    >
      <Box
        component="span"
        sx={{
          flex: 1,
          minWidth: 0,
          textAlign: 'left',
          fontSize: '0.8125rem',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        Go to a key, or run a command
      </Box>
      <KeyHint shortcut={paletteShortcut} />
    </ButtonBase>
  );
}
