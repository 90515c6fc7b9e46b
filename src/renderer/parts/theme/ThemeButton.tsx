import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { type ReactNode, useState } from 'react';
import type { Settings } from '../../../contract/settings.ts';
import { useSettings } from '../../state/settings.tsx';
import { MoonIcon, SunIcon, SystemThemeIcon } from '../../ui/icons.tsx';

const themes: readonly { readonly theme: Settings['theme']; readonly label: string; readonly icon: ReactNode }[] = [
  { theme: 'system', label: 'Follow the system', icon: <SystemThemeIcon /> },
  { theme: 'light', label: 'Light', icon: <SunIcon /> },
  { theme: 'dark', label: 'Dark', icon: <MoonIcon /> },
];

/** Light, dark, or as the system has it. */
export function ThemeButton() {
  const { settings, update } = useSettings();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Tooltip title="Theme">
        <IconButton
          aria-label="Theme"
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {themes.find((one) => one.theme === settings.theme)?.icon}
        </IconButton>
      </Tooltip>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': 'Theme' } }}
      >
        {themes.map((one) => (
          <MenuItem
            key={one.theme}
            role="menuitemradio"
            aria-checked={one.theme === settings.theme}
            selected={one.theme === settings.theme}
            onClick={() => {
              setAnchor(null);
              update({ theme: one.theme });
            }}
          >
            {one.icon}
            {one.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
