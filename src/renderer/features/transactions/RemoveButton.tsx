import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { TrashIcon } from '../../ui/icons.tsx';

/** Takes a row out of a transaction. */
export function RemoveButton({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  return (
    <Tooltip title="Remove">
      <IconButton aria-label={`Remove ${name}`} onClick={onRemove}>
        <TrashIcon size={14} />
      </IconButton>
    </Tooltip>
  );
}
