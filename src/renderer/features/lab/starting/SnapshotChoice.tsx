import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../contract/failure.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { Choice } from '../../../parts/forms/Choice.tsx';
import { PathField } from '../../../parts/forms/PathField.tsx';
import { useApi } from '../../../state/api.tsx';
import { useListedConnections } from '../../../state/connections.ts';
import { failureOf, isCancelled } from '../../../state/failure.ts';
import type { LabStart } from '../../../state/lab-start.ts';
import { fileName } from '../../../state/recent-files.ts';
import { useRefreshCatalogue, useSnapshotCatalogue } from '../../../state/snapshots.ts';
import { formatBytes, formatMoment } from '../../../ui/format.ts';

/** As many as are chosen from; an older one is browsed for. */
const mostOffered = 20;

/** The snapshot that a lab is built from: one of the cluster's, one that is saved now, or any file. */
export function SnapshotChoice(props: {
  readonly of: LabStart['copyOf'];
  readonly value: string;
  readonly onChange: (file: string) => void;
}) {
  const { of, value, onChange } = props;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {of === null ? null : <OfCluster of={of} value={value} onChange={onChange} />}
      <PathField
        label="Snapshot"
        value={value}
        onChange={onChange}
        hint={
          value.trim() !== ''
            ? null
            : of === null
              ? 'Left empty, the lab begins without keys.'
              : 'Choose one above, save one now, or browse.'
        }
      />
    </Box>
  );
}

function OfCluster(props: {
  readonly of: NonNullable<LabStart['copyOf']>;
  readonly value: string;
  readonly onChange: (file: string) => void;
}) {
  const { of, value, onChange } = props;
  const clusterId = useListedConnections().find(({ profile }) => profile.id === of.connection)?.clusterId ?? null;
  const { data } = useSnapshotCatalogue(clusterId);
  const known = (data?.snapshots ?? []).filter(({ isThere }) => isThere !== false).slice(0, mostOffered);
  const save = useSave(of.connection, onChange);
  return (
    <>
      {known.length === 0 ? null : (
        <Choice
          label={`Snapshots of ${of.name}`}
          value={known.some(({ file }) => file === value) ? value : ''}
          choices={[
            { value: '', label: 'None of these' },
            ...known.map(({ file, at, bytes }) => ({
              value: file,
              label: `${fileName(file)} · ${formatMoment(at)} · ${formatBytes(bytes)}`,
            })),
          ]}
          onChange={onChange}
        />
      )}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Button disabled={save.note !== null} onClick={save.start}>
          Save a snapshot of {of.name} now
        </Button>
        <span role="status">{save.note}</span>
      </Box>
      {save.failure === null ? null : <FailureView failure={save.failure} layout="inline" onRetry={save.start} />}
    </>
  );
}

/** Saves a snapshot where core suggests. Leaving the dialog stops it. */
function useSave(connection: NonNullable<LabStart['copyOf']>['connection'], onSaved: (file: string) => void) {
  const api = useApi();
  const refresh = useRefreshCatalogue();
  const [note, setNote] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const running = useRef(new AbortController());
  useEffect(() => () => running.current.abort(), []);
  const run = async (): Promise<void> => {
    running.current = new AbortController();
    const { signal } = running.current;
    setFailure(null);
    setNote('Saving…');
    try {
      const { file } = await api.snapshots.suggestFile({ connection }, { signal });
      for await (const progress of api.snapshots.save({ connection, file, member: null }, { signal })) {
        if (progress.kind === 'receiving') setNote(`${formatBytes(progress.receivedBytes)} so far`);
        if (progress.kind === 'saved') onSaved(progress.snapshot.file);
        if (progress.kind === 'checking') setNote('It is checked…');
      }
      await refresh();
    } catch (error) {
      if (!isCancelled(error) && !signal.aborted) setFailure(failureOf(error));
    }
    setNote(null);
  };
  return { note, failure, start: () => void run() };
}
