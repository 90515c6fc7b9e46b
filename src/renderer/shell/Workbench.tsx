import Box from '@mui/material/Box';
import { ClusterProvider } from '../state/cluster.tsx';
import { useConnection } from '../state/connection.tsx';
import type { Place } from '../state/screens.ts';
import { Corrections } from './Corrections.tsx';
import { PlanHost } from './PlanHost.tsx';
import { EtcdctlLines } from './workbench/etcdctl-line/EtcdctlLines.tsx';
import { Header } from './workbench/Header.tsx';
import { ProtectionBand } from './workbench/ProtectionBand.tsx';
import { placeEntriesOf } from './workbench/places.tsx';
import { ScreenFrame } from './workbench/ScreenFrame.tsx';
import { StatusBar } from './workbench/StatusBar.tsx';
import { useClusterCommands } from './workbench/use-cluster-commands.tsx';
import { useResumedWatches } from './workbench/use-resumed-watches.ts';
import { useSourceCommands } from './workbench/use-source-commands.tsx';

/** The frame that every screen of an open connection stands in. */
export function Workbench({ place }: { readonly place: Place }) {
  const { id } = useConnection();
  const entries = placeEntriesOf(id);
  useResumedWatches();
  useSourceCommands(entries);
  useClusterCommands();
  return (
    <ClusterProvider>
      <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
        <ProtectionBand />
        <Header />
        <ScreenFrame entries={entries} place={entries.some((entry) => entry.place === place) ? place : 'cluster'} />
        <StatusBar />
        <PlanHost />
        <Corrections />
        <EtcdctlLines />
      </Box>
    </ClusterProvider>
  );
}
