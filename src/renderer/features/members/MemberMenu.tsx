import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useId, useState } from 'react';
import { MoreIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { heldWords, type MemberAction } from './member-actions.ts';

/** What can be done with one member. */
export function MemberMenu({ name, actions }: { readonly name: string; readonly actions: readonly MemberAction[] }) {
  const note = useId();
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
        {actions.some(({ isHeld }) => isHeld) ? (
          <Box
            component="li"
            role="presentation"
            id={note}
            sx={{ p: '4px 16px 8px', maxWidth: 300, color: color.muted, fontSize: '0.75rem', whiteSpace: 'normal' }}
          >
            {heldWords}
          </Box>
        ) : null}
        {actions.map(({ id, title, icon, isHeld = false, run }) => (
          <MenuItem
            key={id}
            disabled={isHeld}
            aria-describedby={isHeld ? note : undefined}
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
