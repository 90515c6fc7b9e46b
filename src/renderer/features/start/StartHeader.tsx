import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { ThemeButton } from '../../parts/theme/ThemeButton.tsx';
import { showOverlay } from '../../state/overlay.ts';
import { KeyboardIcon, LogoIcon } from '../../ui/icons.tsx';
import { TopBar } from '../../ui/TopBar.tsx';
import { color } from '../../ui/tokens.ts';

/** The product's name and what belongs to the window. */
export function StartHeader({ version }: { readonly version: string }) {
  return (
    <TopBar>
      <Box sx={{ color: color.accent }}>
        <LogoIcon size={22} />
      </Box>
      <Box sx={{ fontWeight: 650 }}>etcdeck</Box>
      <Box sx={{ color: color.muted, flex: 1 }}>{version}</Box>
      <Tooltip title="Keyboard shortcuts">
        <IconButton aria-label="Keyboard shortcuts" onClick={() => showOverlay('shortcuts')}>
          <KeyboardIcon />
        </IconButton>
      </Tooltip>
      <ThemeButton />
    </TopBar>
  );
}
