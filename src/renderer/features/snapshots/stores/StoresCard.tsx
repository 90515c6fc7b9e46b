import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { ObjectStore } from '../../../../contract/object-stores.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { failureOf } from '../../../state/failure.ts';
import { Card } from '../../../ui/Card.tsx';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { color } from '../../../ui/tokens.ts';
import { useStores } from '../use-stores.ts';
import { DeleteCopiesDialog } from './DeleteCopiesDialog.tsx';
import { StoreDialog } from './StoreDialog.tsx';
import { StoreObjectsDialog } from './StoreObjectsDialog.tsx';
import { StoreRow } from './StoreRow.tsx';

type Shown =
  | { readonly kind: 'edit'; readonly store: ObjectStore | null }
  | { readonly kind: 'objects' | 'delete'; readonly store: ObjectStore };

/** The object stores that snapshots are copied to, off the machine. */
export function StoresCard() {
  const { data, error, refetch } = useStores();
  const [shown, show] = useState<Shown | null>(null);
  const close = (): void => show(null);
  return (
    <Card title="Object stores" end={<Button onClick={() => show({ kind: 'edit', store: null })}>Add…</Button>}>
      {data === undefined ? (
        error === null ? (
          <LoadingRows label="Loading the object stores" rows={2} />
        ) : (
          <FailureView failure={failureOf(error)} layout="inline" onRetry={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Box sx={{ color: color.muted }}>
          A snapshot on the machine that fails with the cluster is lost with it. Copy snapshots to an S3-compatible
          store: their hashes are checked on the way.
        </Box>
      ) : (
        <Box component="ul" aria-label="Object stores" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {data.map((store) => (
            <StoreRow
              key={store.id}
              store={store}
              onEdit={() => show({ kind: 'edit', store })}
              onShow={() => show({ kind: 'objects', store })}
              onDelete={() => show({ kind: 'delete', store })}
            />
          ))}
        </Box>
      )}
      {shown?.kind === 'edit' ? <StoreDialog store={shown.store} onClose={close} /> : null}
      {shown?.kind === 'delete' ? <DeleteCopiesDialog store={shown.store} onClose={close} /> : null}
      {shown?.kind === 'objects' ? <StoreObjectsDialog store={shown.store} onClose={close} /> : null}
    </Card>
  );
}
