import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { Standing } from '../../../parts/source/source-id.ts';
import type { RowActions } from '../model/row-actions.ts';
import { itemsOf, type MenuSubject } from './row-items.ts';

/** The menu that is open: of what, and where. */
export interface OpenRowMenu {
  readonly of: MenuSubject;
  readonly at: { readonly left: number; readonly top: number };
}

/** What can be done with a row, of a tree or of a list, or with all rows that are selected. */
export function KeyRowMenu(props: {
  readonly menu: OpenRowMenu | null;
  readonly actions: RowActions;
  readonly standing: Standing;
  readonly onClose: () => void;
}) {
  const { menu, actions, standing, onClose } = props;
  return (
    <Menu
      open={menu !== null}
      onClose={onClose}
      anchorReference="anchorPosition"
      {...(menu === null ? {} : { anchorPosition: menu.at })}
    >
      {menu === null
        ? null
        : itemsOf(menu.of, actions, standing).map(({ label, run }) => (
            <MenuItem
              key={label}
              onClick={() => {
                onClose();
                run();
              }}
            >
              {label}
            </MenuItem>
          ))}
    </Menu>
  );
}
