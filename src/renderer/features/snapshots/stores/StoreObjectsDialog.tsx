import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import type { ObjectStore, StoredSnapshot } from '../../../../contract/object-stores.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useApi } from '../../../state/api.tsx';
import { failureOf } from '../../../state/failure.ts';
import { usePickFile } from '../../../state/file-picker.ts';
import { fileName } from '../../../state/recent-files.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { color, mono } from '../../../ui/tokens.ts';
import { downloadSnapshot } from '../snapshot-tasks.ts';
import { storePlace } from './store-words.ts';

/** The snapshots in a store, newest first; each can be brought back and opened. */
export function StoreObjectsDialog({ store, onClose }: { readonly store: ObjectStore; readonly onClose: () => void }) {
  const api = useApi();
  const pickFile = usePickFile();
  const { data, error, refetch } = useQuery({
    queryKey: ['stored snapshots', store.id],
    gcTime: 0,
    queryFn: ({ signal }) => api.objectStores.objects({ store: store.id }, { signal }),
  });
  const download = async ({ object }: StoredSnapshot): Promise<void> => {
    const file = await pickFile({ purpose: 'save', title: 'Download as', suggested: fileName(object) });
    if (file === null) return;
    downloadSnapshot(api, store, { object, file });
    onClose();
  };
  return (
    <DialogFrame
      isOpen
      title={`Snapshots in ${store.name}`}
      description={storePlace(store)}
      width={760}
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      {data === undefined ? (
        error === null ? (
          <LoadingRows label="Listing the objects" rows={6} rowHeight={44} />
        ) : (
          <FailureView failure={failureOf(error)} layout="inline" onRetry={() => void refetch()} />
        )
      ) : data.objects.length === 0 ? (
        <EmptyState title="There is no snapshot in it yet">
          Copy one from the list of snapshots, or let the schedule copy each.
        </EmptyState>
      ) : (
        <>
          <Box component="ul" aria-label="Objects" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {data.objects.map((stored, at) => (
              <Box
                component="li"
                key={stored.object}
                sx={{
                  display: 'flex',
                  alignItems: 'center',
                  gap: 1.5,
                  py: '6px',
                  borderTop: at === 0 ? 0 : `1px solid ${color.line}`,
                }}
              >
                <Box sx={{ flex: 1, minWidth: 0 }}>
                  <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>{stored.object}</Box>
                  <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>
                    {formatBytes(stored.bytes)} · <RelativeTime at={stored.at} />
                  </Box>
                </Box>
                <StatusChip tone={stored.sha256 === null ? 'neutral' : 'ok'}>
                  {stored.sha256 === null ? 'hash not recorded' : 'hash recorded'}
                </StatusChip>
                <Button aria-label={`Download ${stored.object}`} onClick={() => void download(stored)}>
                  Download…
                </Button>
              </Box>
            ))}
          </Box>
          {data.isCut ? <Box sx={{ color: color.muted }}>There are older ones, which are not listed.</Box> : null}
        </>
      )}
    </DialogFrame>
  );
}
