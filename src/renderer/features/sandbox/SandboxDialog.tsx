import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useState } from 'react';
import type { SandboxInfo } from '../../../contract/sandbox.ts';
import { MemberChoice, type MemberCount } from '../../parts/cluster/MemberChoice.tsx';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useEtcdLookup } from '../../parts/programs/etcd-lookup.ts';
import { GetEtcd } from '../../parts/programs/GetEtcd.tsx';
import { useRefreshConnections } from '../../state/connections.ts';
import { failureOf } from '../../state/failure.ts';
import { anyLab, showLabStart } from '../../state/lab-start.ts';
import { afterSandbox } from '../../state/overlay.ts';
import { goTo } from '../../state/route.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { SandboxStarting } from './SandboxStarting.tsx';

interface SandboxDialogProps {
  /** Three members, without asking. */
  readonly startsAtOnce: boolean;
  readonly onClose: () => void;
}

/** Starts a throw-away cluster of real members on this machine, and opens it. */
export function SandboxDialog({ startsAtOnce, onClose }: SandboxDialogProps) {
  const refresh = useRefreshConnections();
  const [members, setMembers] = useState<MemberCount>(3);
  const [isStarting, setStarting] = useState(startsAtOnce);
  const lookup = useEtcdLookup();
  const found = lookup.data?.found ?? null;
  const missing = lookup.data !== undefined && found === null ? lookup.data : null;
  // Without an etcd there is nothing to start, and the dialog says how to get one; a host that was started for a sandbox
  // gets it by itself.
  const isUnderWay = isStarting && (found !== null || (startsAtOnce && missing !== null && missing.offers.length > 0));

  const open = async ({ connection }: SandboxInfo): Promise<void> => {
    await refresh();
    const wanted = afterSandbox.get();
    onClose();
    goTo({ screen: 'workbench', connection, ...(wanted ?? { place: 'cluster', focus: null }) });
  };

  return (
    <DialogFrame
      isOpen
      title={
        isUnderWay
          ? `Starting a sandbox of ${members === 1 ? 'one member' : `${members} members`}`
          : 'Start a sandbox cluster'
      }
      description="Real etcd members on 127.0.0.1, with TLS and a small keyspace to try things on. It is stopped and removed with etcdeck."
      width={560}
      onClose={onClose}
      {...(isStarting || found === null ? {} : { onSubmit: () => setStarting(true) })}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {isUnderWay || missing !== null ? null : (
            <Button type="submit" variant="contained" disabled={found === null}>
              Start
            </Button>
          )}
        </>
      }
    >
      {isUnderWay ? (
        <SandboxStarting
          members={members}
          onReady={(sandbox) => void open(sandbox)}
          onBack={() => {
            setStarting(false);
            void lookup.refetch();
          }}
        />
      ) : (
        <>
          {lookup.isPending ? <LoadingBlock label="Looking for etcd" height={112} /> : null}
          {lookup.error === null ? null : (
            <FailureView failure={failureOf(lookup.error)} layout="inline" onRetry={() => void lookup.refetch()} />
          )}
          {missing === null ? null : <GetEtcd title="A sandbox needs etcd, and there is none here" lookup={missing} />}
          {found === null ? null : (
            <>
              <MemberChoice value={members} onChange={setMembers} />
              <Box sx={{ color: color.muted }}>
                To see members elect, fail and come back, start a{' '}
                <Link
                  component="button"
                  type="button"
                  onClick={() => {
                    onClose();
                    showLabStart(anyLab);
                  }}
                  sx={{ fontSize: 'inherit', verticalAlign: 'baseline' }}
                >
                  quorum lab
                </Link>{' '}
                instead.
              </Box>
              <Box sx={{ color: color.muted, fontSize: '0.75rem', overflowWrap: 'anywhere' }}>
                etcd {found.version} <span style={mono}>{found.binary}</span>
              </Box>
            </>
          )}
        </>
      )}
    </DialogFrame>
  );
}
