import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { ThemeButton } from '../../parts/theme/ThemeButton.tsx';
import { showGuideHere } from '../../state/guide.ts';
import { showOverlay } from '../../state/overlay.ts';
import { GuideIcon, InfoIcon, KeyboardIcon, LogoIcon } from '../../ui/icons.tsx';
import { TopBar } from '../../ui/TopBar.tsx';
import { color } from '../../ui/tokens.ts';
import { WindowsMenu } from './WindowsMenu.tsx';

/** The product's name and what belongs to the window. */
export function StartHeader({ version }: { readonly version: string }) {
  return (
    <TopBar>
      <Box sx={{ color: color.accent }}>
        <LogoIcon size={22} />
      </Box>
      <Box sx={{ fontWeight: 650 }}>etcdeck</Box>
      <Box sx={{ color: color.muted, flex: 1 }}>{version}</Box>
      <Tooltip title="Guide (F1)">
        <IconButton aria-label="Guide" onClick={showGuideHere}>
          <GuideIcon />
        </IconButton>
      </Tooltip>
      <Tooltip title="About etcdeck">
        <IconButton aria-label="About etcdeck" onClick={() => showOverlay('about')}>
          <InfoIcon />
        </IconButton>
      </Tooltip>
      <Tooltip title="Keyboard shortcuts">
        <IconButton aria-label="Keyboard shortcuts" onClick={() => showOverlay('shortcuts')}>
          <KeyboardIcon />
        </IconButton>
      </Tooltip>
      <WindowsMenu />
      <ThemeButton />
    </TopBar>
  );
}
