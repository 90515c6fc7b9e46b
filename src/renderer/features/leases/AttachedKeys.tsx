import { useMemo, useState } from 'react';
import type { LeaseId } from '../../../contract/ids.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { useStreamFold } from '../../state/use-stream.ts';
import { escapeBytes, toHex } from '../../ui/byte-text.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { nothingSelected, type TableColumn } from '../../ui/table-model.ts';

const columns: readonly TableColumn<Uint8Array>[] = [
  { id: 'key', title: 'Attached key', width: 240, isMono: true, valueOf: (key) => escapeBytes(key).text },
];

const noKeys: readonly Uint8Array[] = [];

/** All keys that are attached to a lease; Enter shows one in Keys. `seen`: how many there were, so that they are read again. */
export function AttachedKeys(props: {
  readonly lease: LeaseId;
  readonly seen: number | null;
  readonly onShow: (key: Uint8Array) => void;
}) {
  const { lease, seen, onShow } = props;
  const api = useApi();
  const { id: connection } = useConnection();
  const [selection, setSelection] = useState(nothingSelected);
  const { value, phase, failure, restart } = useStreamFold<readonly Uint8Array[], readonly Uint8Array[]>({
    key: `${connection} ${lease} ${seen}`,
    open: (signal) => api.leases.keys({ connection, lease }, { signal }),
    initial: noKeys,
    fold: (before, more) => [...before, ...more],
  });
  const rows = useMemo(() => value, [value]);
  if (phase === 'failed' && failure !== null) {
    return <FailureView failure={failure} layout="inline" onRetry={restart} />;
  }
  return (
    <DataTable
      label="Attached keys"
      columns={columns}
      rows={rows}
      keyOf={toHex}
      selection={selection}
      onSelection={setSelection}
      onOpen={onShow}
      empty={
        phase === 'ended' ? (
          <EmptyState title="No key is attached">Nothing is deleted when this lease ends.</EmptyState>
        ) : (
          <LoadingRows label="Reading the attached keys" rows={4} />
        )
      }
    />
  );
}
