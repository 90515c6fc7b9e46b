import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { MoreIcon } from '../../ui/icons.tsx';
import type { MemberAction } from './member-actions.ts';

/** What can be done with one member. */
export function MemberMenu({ name, actions }: { readonly name: string; readonly actions: readonly MemberAction[] }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (actions.length === 0) return null;
  return (
    <>
      <IconButton
        aria-label={`More for ${name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': `More for ${name}` } }}
      >
        {actions.map(({ id, title, icon, run }) => (
          <MenuItem
            key={id}
            onClick={() => {
              setAnchor(null);
              run();
            }}
          >
            {icon}
            {title}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
