import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';
import { startInNewWindow } from '../../parts/start-in-new-window.tsx';
import { useHost, useSettings } from '../../state/settings.tsx';
import { CheckIcon, WindowIcon } from '../../ui/icons.tsx';

/** What there is to choose about windows. */
export function WindowsMenu() {
  const { ownWindows } = useHost();
  const { settings, update } = useSettings();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <>
      <Tooltip title="Windows">
        <IconButton
          aria-label="Windows"
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <WindowIcon />
        </IconButton>
      </Tooltip>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': 'Windows' } }}
      >
        <MenuItem onClick={choose(startInNewWindow.run)}>
          {startInNewWindow.icon}
          {startInNewWindow.title}
        </MenuItem>
        {ownWindows ? (
          <MenuItem
            role="menuitemcheckbox"
            aria-checked={settings.reopensWindows}
            onClick={choose(() => update({ reopensWindows: !settings.reopensWindows }))}
          >
            <span style={{ display: 'inline-flex', visibility: settings.reopensWindows ? 'visible' : 'hidden' }}>
              <CheckIcon />
            </span>
            Open the windows again at the next start
          </MenuItem>
        ) : null}
      </Menu>
    </>
  );
}
