import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { ObjectStore } from '../../../../contract/object-stores.ts';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { useApi } from '../../../state/api.tsx';
import { failureOf } from '../../../state/failure.ts';
import { showToast } from '../../../state/toasts.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { CheckIcon, EditIcon, ListIcon, MoreIcon, TrashIcon } from '../../../ui/icons.tsx';
import { color } from '../../../ui/tokens.ts';
import { storePlace } from './store-words.ts';
import { useRefreshStores } from './use-stores.ts';

/** A store, and what can be done with it. */
export function StoreRow(props: {
  readonly store: ObjectStore;
  readonly onEdit: () => void;
  /** Shows its snapshots. */
  readonly onShow: () => void;
}) {
  const { store, onEdit, onShow } = props;
  const api = useApi();
  const refresh = useRefreshStores();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const choose = (run: () => void): void => {
    setAnchor(null);
    run();
  };
  const act = async (run: () => Promise<void>, done: string, failed: string): Promise<void> => {
    setBusy(true);
    try {
      await run();
      showToast({ tone: 'ok', text: done });
    } catch (error) {
      const { title, action: detail } = describeFailure(failureOf(error));
      showToast({ tone: 'bad', text: `${failed} ${title}`, detail });
    }
    setBusy(false);
  };
  const test = (): Promise<void> =>
    act(
      () => api.objectStores.test({ draft: store, secrets: null }),
      `${store.name} works: an object was written, read and deleted.`,
      `${store.name} does not work.`,
    );
  const remove = async (): Promise<void> => {
    await act(
      () => api.objectStores.remove({ store: store.id }),
      `Removed ${store.name}; its objects stay.`,
      `${store.name} was not removed.`,
    );
    setAsking(false);
    await refresh();
  };
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 1, py: '2px' }}>
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {store.name}
        <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>{storePlace(store)}</Box>
      </Box>
      <IconButton
        aria-label={`More for ${store.name}`}
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
        slotProps={{ list: { 'aria-label': `More for ${store.name}` } }}
      >
        <MenuItem onClick={() => choose(onShow)}>
          <ListIcon />
          Show its snapshots…
        </MenuItem>
        <MenuItem disabled={isBusy} onClick={() => choose(() => void test())}>
          <CheckIcon />
          Test it
        </MenuItem>
        <MenuItem onClick={() => choose(onEdit)}>
          <EditIcon />
          Edit…
        </MenuItem>
        <MenuItem onClick={() => choose(() => setAsking(true))}>
          <TrashIcon />
          Remove…
        </MenuItem>
      </Menu>
      <ConfirmDialog
        title={`Remove ${store.name}?`}
        confirm="Remove store"
        isOpen={isAsking}
        isBusy={isBusy}
        onClose={() => setAsking(false)}
        onConfirm={() => void remove()}
      >
        The store and its access key are forgotten here. Its objects stay in the bucket.
      </ConfirmDialog>
    </Box>
  );
}
