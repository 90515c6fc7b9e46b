import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect, useRef } from 'react';
import { startLab } from '../../parts/start-lab.tsx';
import { useCommands } from '../../state/commands.ts';
import { showConnectionDialog } from '../../state/connection-dialog.ts';
import { useConnections } from '../../state/connections.ts';
import { showOverlay } from '../../state/overlay.ts';
import { goTo } from '../../state/route.ts';
import { useHost } from '../../state/settings.tsx';
import { AddIcon, FileIcon, ImportIcon, LabIcon, SandboxIcon, SnapshotIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { useFocusHome } from '../../ui/use-focus-home.ts';
import { ConnectionChoice } from './ConnectionChoice.tsx';
import { RecentFiles } from './RecentFiles.tsx';
import { StartHeader } from './StartHeader.tsx';
import { useOpenFile } from './use-open-file.ts';
import { useOpenSample } from './use-open-sample.ts';

/** The connections to choose from. Nothing is dialled for being listed, but for a health check that was asked for. */
export function StartScreen() {
  const host = useHost();
  const connections = useConnections();
  const openFile = useOpenFile();
  const openSample = useOpenSample();
  const main = useRef<HTMLElement>(null);
  useFocusHome(main, firstConnection);
  const isListed = !connections.isPending;
  useEffect(() => {
    // What `npm run bench -- ui` measures the start by.
    if (isListed) performance.mark('etcdeck.usable');
  }, [isListed]);
  useCommands([
    {
      id: 'connection.new',
      title: 'New connection',
      group: 'Connections',
      icon: <AddIcon />,
      shortcut: 'N',
      run: () => goTo({ screen: 'form', mode: 'new' }),
    },
    {
      id: 'connection.import',
      title: 'Import connections',
      group: 'Connections',
      keywords: 'etcdctl kubeadm paste variables manifest unit export',
      icon: <ImportIcon />,
      run: () => showConnectionDialog({ kind: 'import' }),
    },
    {
      id: 'file.open',
      title: 'Open a snapshot or exported keys',
      group: 'Files',
      keywords: 'backup db file bundle export json yaml browse',
      icon: <FileIcon />,
      run: () => void openFile(),
    },
    {
      id: 'file.sample',
      title: 'Open the sample snapshot',
      group: 'Files',
      keywords: 'try demo kubernetes backup',
      icon: <SnapshotIcon />,
      run: () => void openSample(),
    },
    {
      id: 'cluster.new',
      title: 'New cluster',
      group: 'Connections',
      keywords: 'bootstrap initial-cluster certificates start',
      icon: <AddIcon />,
      run: () => showOverlay('new-cluster'),
    },
    {
      id: 'sandbox.start',
      title: 'Start a sandbox cluster',
      group: 'Connections',
      keywords: 'try local demo',
      icon: <SandboxIcon />,
      run: () => showOverlay('sandbox'),
    },
  ]);
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <StartHeader version={host.version} />
      <Box ref={main} component="main" sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 3, py: 5 }}>
        <Box sx={{ maxWidth: 880, mx: 'auto', display: 'flex', flexDirection: 'column', gap: 3 }}>
          <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 1, flexWrap: 'wrap' }}>
            <Box sx={{ flex: '1 1 320px' }}>
              <Typography variant="h1">Which cluster?</Typography>
              <Box sx={{ color: color.muted, fontSize: '0.875rem' }}>
                Open a connection to see its members and keys. None is dialled before you open it, except where you
                asked for its health.
              </Box>
            </Box>
            <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
              <Button startIcon={<SandboxIcon />} onClick={() => showOverlay('sandbox')}>
                Start a sandbox cluster
              </Button>
              <Button startIcon={<LabIcon />} onClick={startLab.run}>
                Quorum lab…
              </Button>
              <Button startIcon={<FileIcon />} onClick={() => void openFile()}>
                Open a snapshot or exported keys…
              </Button>
              <Button startIcon={<ImportIcon />} onClick={() => showConnectionDialog({ kind: 'import' })}>
                Import
              </Button>
              <Button variant="contained" startIcon={<AddIcon />} onClick={() => goTo({ screen: 'form', mode: 'new' })}>
                New connection
              </Button>
            </Box>
          </Box>
          <ConnectionChoice scroller={main} />
          <FromNothing onSample={() => void openSample()} />
          <RecentFiles />
        </Box>
      </Box>
    </Box>
  );
}

/** The first row that is listed, else the first thing to do without any. */
const firstConnection = (main: HTMLElement): HTMLElement | null =>
  main.querySelector<HTMLElement>('li button[tabindex="0"]') ?? main.querySelector<HTMLElement>('button');

/** For those who have no cluster to connect to: quiet, since most have one. */
function FromNothing({ onSample }: { readonly onSample: () => void }) {
  return (
    <Box sx={{ color: color.muted, display: 'flex', flexDirection: 'column', gap: '4px' }}>
      <Box>
        <InlineAct onClick={onSample}>Open the sample snapshot</InlineAct> to look around in a Kubernetes cluster
        without a server.
      </Box>
      <Box>
        Is there no cluster yet? <InlineAct onClick={() => showOverlay('new-cluster')}>New cluster…</InlineAct> makes
        what to run on each host.
      </Box>
    </Box>
  );
}

/** An act in a sentence. */
function InlineAct({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <Link component="button" type="button" onClick={onClick} sx={{ fontSize: 'inherit', verticalAlign: 'baseline' }}>
      {children}
    </Link>
  );
}
