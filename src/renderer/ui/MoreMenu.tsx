import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { type ReactNode, useId, useState } from 'react';
import { MoreIcon } from './icons.tsx';
import { color } from './tokens.ts';

/** What can be chosen in a row's menu. */
export interface MoreItem {
  readonly label: string;
  readonly icon: ReactNode;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

/** The button of a row that opens a menu of what else can be done with it. */
export function MoreMenu(props: {
  /** What the row is of. */
  readonly name: string;
  readonly items: readonly (MoreItem | 'divider')[];
  /** Why items are disabled, shown above them; `null`: nothing to say. */
  readonly note?: string | null;
  /** -1: the row has another way to it than Tab. */
  readonly tabIndex?: 0 | -1;
}) {
  const { name, items, note = null, tabIndex = 0 } = props;
  const noteId = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        aria-label={`More for ${name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        tabIndex={tabIndex}
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
        {note === null ? null : (
          <Box
            component="li"
            role="presentation"
            id={noteId}
            sx={{ p: '4px 16px 8px', maxWidth: 300, color: color.muted, fontSize: '0.75rem', whiteSpace: 'normal' }}
          >
            {note}
          </Box>
        )}
        {items.map((item, place) =>
          item === 'divider' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a divider is known by its place alone
            <Divider key={place} />
          ) : (
            <MenuItem
              key={item.label}
              disabled={item.isDisabled ?? false}
              aria-describedby={item.isDisabled && note !== null ? noteId : undefined}
              onClick={() => {
                setAnchor(null);
                item.run();
              }}
            >
              {item.icon}
              {item.label}
            </MenuItem>
          ),
        )}
      </Menu>
    </>
  );
}
