import Box from '@mui/material/Box';
import { ClusterProvider } from '../state/cluster.tsx';
import type { Place } from '../state/screens.ts';
import { Corrections } from './Corrections.tsx';
import { PlanHost } from './PlanHost.tsx';
import { EtcdctlLines } from './workbench/etcdctl-line/EtcdctlLines.tsx';
import { Header } from './workbench/Header.tsx';
import { ProtectionBand } from './workbench/ProtectionBand.tsx';
import { placeEntries } from './workbench/places.tsx';
import { ScreenFrame } from './workbench/ScreenFrame.tsx';
import { StatusBar } from './workbench/StatusBar.tsx';
import { useClusterCommands } from './workbench/use-cluster-commands.tsx';
import { useResumedWatches } from './workbench/use-resumed-watches.ts';
import { useSourceCommands } from './workbench/use-source-commands.tsx';

/** The frame that every screen of an open connection stands in. */
export function Workbench({ place }: { readonly place: Place }) {
  useResumedWatches();
  useSourceCommands(placeEntries);
  useClusterCommands();
  return (
    <ClusterProvider>
      <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
        <ProtectionBand />
        <Header />
        <ScreenFrame entries={placeEntries} place={place} />
        <StatusBar />
        <PlanHost />
        <Corrections />
        <EtcdctlLines />
      </Box>
    </ClusterProvider>
  );
}
