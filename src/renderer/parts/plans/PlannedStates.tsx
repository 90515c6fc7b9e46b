import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import { type KeySource, liveKeys } from '../../../contract/key-source.ts';
import type { KeysBody, PlannedChange } from '../../../contract/planned-changes.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { escapeBytes, toHex } from '../../ui/byte-text.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { PlanPart } from '../../ui/PlanPart.tsx';
import { nothingSelected, type TableColumn } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import { FailureView } from '../failures/FailureView.tsx';
import { readSide } from '../values/read-side.ts';
import { ValueDiff } from '../values/ValueDiff.tsx';
import { changedIn } from './plan-words.ts';

const words: Readonly<Record<PlannedChange['kind'], { readonly now: string; readonly action: string }>> = {
  create: { now: 'no such key', action: 'create' },
  overwrite: { now: 'another value', action: 'overwrite' },
  delete: { now: 'created since', action: 'delete' },
  skip: { now: 'stays', action: 'leave' },
};

const columns: readonly TableColumn<PlannedChange>[] = [
  { id: 'action', title: 'Action', width: 90, valueOf: ({ kind }) => words[kind].action },
  { id: 'key', title: 'Key', width: 420, isMono: true, valueOf: ({ key }) => escapeBytes(key).text },
  {
    id: 'then',
    title: 'Then',
    width: 110,
    align: 'end',
    valueOf: ({ kind, bytes }) => (kind === 'delete' ? 'no such key' : bytes),
    render: ({ kind, bytes }) => (kind === 'delete' ? 'no such key' : formatBytes(bytes)),
  },
  { id: 'now', title: 'Now', width: 110, align: 'end', valueOf: ({ kind }) => words[kind].now },
];

const label = 'Then, now and what is done';

/** What keys were and are, and what is done to each. The values of the one that is chosen are read. */
export function PlannedStates(props: {
  readonly connection: ConnectionId;
  readonly from: KeySource;
  readonly body: KeysBody;
}) {
  const { connection, from, body } = props;
  const { samples, counts } = body;
  const [selection, setSelection] = useState(nothingSelected);
  const chosen = samples.find(({ key }) => toHex(key) === selection.cursor);
  const rest = changedIn(counts) + counts.skip - samples.length;
  if (samples.length === 0) return null;
  return (
    <PlanPart title={label}>
      <Box sx={{ height: 200, border: `1px solid ${color.line}`, borderRadius: '6px', overflow: 'hidden' }}>
        <DataTable
          label={label}
          columns={columns}
          rows={samples}
          keyOf={({ key }) => toHex(key)}
          selection={selection}
          onSelection={setSelection}
          // The order is that of writing.
          isSortable={false}
        />
      </Box>
      {rest > 0 ? <Box sx={{ color: color.muted, mt: '4px' }}>{`and ${plural(rest, 'more key')}`}</Box> : null}
      {chosen === undefined ? (
        <Box sx={{ color: color.muted, mt: '4px' }}>Choose a key to see its values.</Box>
      ) : (
        <Values connection={connection} from={from} keyBytes={chosen.key} />
      )}
    </PlanPart>
  );
}

function Values(props: { readonly connection: ConnectionId; readonly from: KeySource; readonly keyBytes: Uint8Array }) {
  const { connection, from, keyBytes } = props;
  const api = useApi();
  const read = useQuery({
    queryKey: ['planned states', connection, from, toHex(keyBytes)],
    queryFn: async ({ signal }) => {
      const [then, now] = await Promise.all([
        readSide(api, from, keyBytes, signal),
        readSide(api, liveKeys(connection), keyBytes, signal),
      ]);
      return { then, now };
    },
    gcTime: 0,
  });
  if (read.isError)
    return <FailureView failure={failureOf(read.error)} layout="inline" onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <LoadingRows label="Reading both values" rows={4} />;
  const { then, now } = read.data;
  return (
    <Box sx={{ mt: 1 }}>
      <ValueDiff
        label="Values now and then"
        beforeTitle={now === null ? 'Now: no such key' : 'Now'}
        afterTitle={then === null ? 'Then: no such key' : 'Then'}
        before={now}
        after={then}
        height={240}
      />
    </Box>
  );
}
