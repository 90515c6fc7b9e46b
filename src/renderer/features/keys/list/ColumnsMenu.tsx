import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { ChevronDownIcon } from '../../../ui/icons.tsx';
import { columnTitles, needsValues, type OptionalColumn, optionalColumns } from './list-columns.tsx';

/** Chooses what a list shows of each key. */
export function ColumnsMenu(props: {
  readonly shown: readonly OptionalColumn[];
  readonly onShown: (shown: readonly OptionalColumn[]) => void;
}) {
  const { shown, onShown } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const toggle = (column: OptionalColumn): void => {
    const isShown = (other: OptionalColumn): boolean => shown.includes(other) !== (other === column);
    onShown(optionalColumns.filter(isShown));
  };
  return (
    <>
      <Button
        aria-haspopup="menu"
        endIcon={<ChevronDownIcon size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Columns
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {optionalColumns.map((column) => (
          <MenuItem
            key={column}
            role="menuitemcheckbox"
            aria-checked={shown.includes(column)}
            onClick={() => toggle(column)}
          >
            <Checkbox
              size="small"
              checked={shown.includes(column)}
              tabIndex={-1}
              slotProps={{ input: { 'aria-hidden': true } }}
            />
            {columnTitles[column]}
            {needsValues(column) ? ' (the member reads every value)' : ''}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
