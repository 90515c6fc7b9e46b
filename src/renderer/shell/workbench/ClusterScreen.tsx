import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import { type ClusterTab, clusterTabOf, clusterTabs, showClusterTab } from '../../state/cluster-tabs.ts';
import { useConnection } from '../../state/connection.tsx';
import { ExaminationProvider } from '../../state/examination.tsx';
import { useRoute } from '../../state/route.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { color } from '../../ui/tokens.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { clusterTabLabels } from './cluster-tab-labels.ts';

/** The parts, each loaded when it is first shown. */
const parts: Readonly<Record<ClusterTab, LazyExoticComponent<ComponentType>>> = {
  members: lazy(async () => ({ default: (await import('../../features/members/MembersScreen.tsx')).MembersScreen })),
  maintenance: lazy(async () => ({
    default: (await import('../../features/maintenance/MaintenanceTab.tsx')).MaintenanceTab,
  })),
  metrics: lazy(async () => ({ default: (await import('../../features/metrics/MetricsTab.tsx')).MetricsTab })),
  doctor: lazy(async () => ({ default: (await import('../../features/doctor/DoctorTab.tsx')).DoctorTab })),
};

/** The cluster, a part at a time: its members, their upkeep, their metrics, and what is wrong. */
export function ClusterScreen() {
  const { id } = useConnection();
  const tab = clusterTabOf(useRoute());
  const Part = parts[tab];
  return (
    <ExaminationProvider>
      <Tabs
        aria-label="Parts of the cluster"
        value={tab}
        selectionFollowsFocus
        onChange={(_, chosen: ClusterTab) => showClusterTab(id, chosen)}
        sx={{
          ...{ position: 'sticky', top: 0, zIndex: 2 },
          ...{ px: { xs: 0, lg: 2 }, backgroundColor: color.surface, borderBottom: `1px solid ${color.line}` },
        }}
      >
        {clusterTabs.map((each) => (
          <Tab
            key={each}
            id={`cluster-tab-${each}`}
            aria-controls="cluster-part"
            value={each}
            label={clusterTabLabels[each]}
          />
        ))}
      </Tabs>
      {/* Where the focus goes when what had it in this part is gone. */}
      <Box
        id="cluster-part"
        role="tabpanel"
        aria-labelledby={`cluster-tab-${tab}`}
        tabIndex={-1}
        sx={{ '&:focus-visible': { outline: 'none' } }}
      >
        <ErrorBoundary key={tab}>
          <Suspense fallback={<LoadingRows label={`Loading ${clusterTabLabels[tab]}`} />}>
            <Part />
          </Suspense>
        </ErrorBoundary>
      </Box>
    </ExaminationProvider>
  );
}
