import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { Standing } from '../../../parts/source/source-id.ts';
import type { KeyNode } from '../model/key-node.ts';
import type { RowActions } from '../model/row-actions.ts';
import { itemsOf } from './row-items.ts';

/** The row whose menu is open, and where. */
export interface OpenRowMenu {
  readonly node: KeyNode;
  readonly at: { readonly left: number; readonly top: number };
}

/** What can be done with a row, of a tree or of a list. */
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
        : itemsOf(menu.node, actions, standing).map(({ label, run }) => (
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
