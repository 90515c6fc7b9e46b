import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { LabInfo, LabMemberStart } from '../../../../contract/lab.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useEtcdLookup } from '../../../parts/programs/etcd-lookup.ts';
import { GetEtcd } from '../../../parts/programs/GetEtcd.tsx';
import { useRefreshConnections } from '../../../state/connections.ts';
import { failureOf } from '../../../state/failure.ts';
import type { LabStart } from '../../../state/lab-start.ts';
import { goTo } from '../../../state/route.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { plural } from '../../../ui/format.ts';
import { LoadingBlock } from '../../../ui/LoadingState.tsx';
import { color, mono } from '../../../ui/tokens.ts';
import { CountChoice } from './CountChoice.tsx';
import { LabStarting } from './LabStarting.tsx';
import { SnapshotChoice } from './SnapshotChoice.tsx';
import { VersionChoice } from './VersionChoice.tsx';

/** Starts a lab of real members whose links can be cut, and opens it. */
export function LabStartDialog({ start, onClose }: { readonly start: LabStart; readonly onClose: () => void }) {
  const refresh = useRefreshConnections();
  const lookup = useEtcdLookup();
  const [count, setCount] = useState(3);
  const [snapshot, setSnapshot] = useState(start.snapshot ?? '');
  const [versions, setVersions] = useState<Readonly<Record<string, string>>>({});
  const [isStarting, setStarting] = useState(false);
  const isFound = lookup.data !== undefined && lookup.data.found !== null;
  const names = start.members ?? Array.from({ length: count }, (_, at) => `member-${at + 1}`);
  const file = snapshot.trim() === '' ? null : snapshot.trim();
  const needsFile = start.copyOf !== null && file === null;
  const members: readonly LabMemberStart[] = names.map((name) => ({
    name,
    etcd: (versions[name] ?? versions[''] ?? '').trim() || null,
  }));
  const open = async ({ connection }: LabInfo): Promise<void> => {
    await refresh();
    onClose();
    goTo({ screen: 'workbench', connection, place: 'lab', focus: null });
  };
  return (
    <DialogFrame
      isOpen
      title={isStarting ? `Starting a quorum lab of ${plural(names.length, 'member')}` : 'Start a quorum lab'}
      description="Real etcd members on 127.0.0.1, whose links go through etcdeck and can be cut. What you see is what they do. It is stopped and removed with etcdeck."
      width={600}
      onClose={onClose}
      // Always a form: one that comes with the first letter of a path would take the field away.
      onSubmit={() => {
        if (!isStarting && isFound && !needsFile) setStarting(true);
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {isStarting || !isFound ? null : (
            <Button type="submit" variant="contained" disabled={needsFile}>
              Start
            </Button>
          )}
        </>
      }
    >
      {isStarting ? (
        <LabStarting
          members={members}
          snapshot={file}
          onReady={(lab) => void open(lab)}
          onBack={() => setStarting(false)}
        />
      ) : lookup.isPending ? (
        <LoadingBlock label="Looking for etcd" height={160} />
      ) : lookup.data === undefined ? (
        <FailureView failure={failureOf(lookup.error)} layout="inline" onRetry={() => void lookup.refetch()} />
      ) : lookup.data.found === null ? (
        <GetEtcd title="A lab needs etcd, and there is none here" lookup={lookup.data} />
      ) : (
        <>
          {start.members === null ? (
            <CountChoice value={count} onChange={setCount} />
          ) : (
            <Box>
              {plural(names.length, 'member')}, named as {start.copyOf?.name ?? 'the cluster’s'}:{' '}
              <span style={mono}>{names.join(', ')}</span>
            </Box>
          )}
          {start.copyOf === null && start.snapshot === null ? null : (
            <SnapshotChoice of={start.copyOf} value={snapshot} onChange={setSnapshot} />
          )}
          <VersionChoice names={names} value={versions} onChange={setVersions} />
          {file === null ? null : (
            <Box sx={{ color: color.muted }}>
              It holds what the snapshot holds, secrets too, in a folder of your own, until it is stopped.
            </Box>
          )}
        </>
      )}
    </DialogFrame>
  );
}
