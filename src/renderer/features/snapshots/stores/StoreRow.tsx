import Box from '@mui/material/Box';
import { useState } from 'react';
import type { ObjectStore } from '../../../../contract/object-stores.ts';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { useApi } from '../../../state/api.tsx';
import { failureOf } from '../../../state/failure.ts';
import { showToast } from '../../../state/toasts.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { CheckIcon, EditIcon, ListIcon, TrashIcon } from '../../../ui/icons.tsx';
import { MoreMenu } from '../../../ui/MoreMenu.tsx';
import { color } from '../../../ui/tokens.ts';
import { useRefreshStores } from '../use-stores.ts';
import { storePlace } from './store-words.ts';

/** A store, and what can be done with it. */
export function StoreRow(props: {
  readonly store: ObjectStore;
  readonly onEdit: () => void;
  /** Shows its snapshots. */
  readonly onShow: () => void;
  /** Asks which older copies go. */
  readonly onDelete: () => void;
}) {
  const { store, onEdit, onShow, onDelete } = props;
  const api = useApi();
  const refresh = useRefreshStores();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
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
      <MoreMenu
        name={store.name}
        items={[
          { label: 'Show its snapshots…', icon: <ListIcon />, run: onShow },
          { label: 'Test it', icon: <CheckIcon />, isDisabled: isBusy, run: () => void test() },
          { label: 'Edit…', icon: <EditIcon />, run: onEdit },
          { label: 'Delete older copies…', icon: <TrashIcon />, run: onDelete },
          { label: 'Remove…', icon: <TrashIcon />, run: () => setAsking(true) },
        ]}
      />
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
