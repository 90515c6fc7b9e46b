import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { liveKeys } from '../../../../contract/key-source.ts';
import { FailureView } from '../../../app/FailureView.tsx';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { color } from '../../../ui/tokens.ts';
import { useKubernetesDesk } from '../use-kubernetes-desk.ts';
import { ManagersTable } from './ManagersTable.tsx';
import { ObjectHeader } from './ObjectHeader.tsx';
import { ObjectHistory } from './ObjectHistory.tsx';
import { ObjectLinks } from './ObjectLinks.tsx';
import { ObjectYaml } from './ObjectYaml.tsx';
import { SecretData } from './SecretData.tsx';
import { StuckNotice } from './StuckNotice.tsx';

type View = 'yaml' | 'data' | 'managers' | 'links' | 'history';

/** One object: as YAML, who wrote what, what it belongs to, what it was. */
export function ObjectPane({ objectKey: key }: { readonly objectKey: Uint8Array }) {
  const api = useApi();
  const { id } = useConnection();
  const { desk, state } = useKubernetesDesk();
  const { showsManagedFields } = state;
  const [reveal, setReveal] = useState(false);
  const [view, setView] = useState<View>('yaml');
  const read = useQuery({
    queryKey: ['object', id, toHex(key), showsManagedFields, reveal],
    queryFn: ({ signal }) =>
      api.kubernetes.object({ source: liveKeys(id), key, showsManagedFields, reveal }, { signal }),
    // What was revealed is forgotten with the pane.
    gcTime: 0,
    placeholderData: (before) => before,
  });
  if (read.isError) return <FailureView failure={failureOf(read.error)} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <LoadingRows label="Reading the object" />;
  const { object } = read.data;
  if (object === null) {
    return <EmptyState title="The object does not exist">It has been deleted, or was never there.</EmptyState>;
  }
  const refresh = (): void => void read.refetch();
  const shown: View = view === 'data' && object.secretData.length === 0 ? 'yaml' : view;
  return (
    <Box component="section" aria-label="Object" sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <ObjectHeader
        desk={desk}
        object={object}
        isRevealed={reveal}
        showsManagedFields={showsManagedFields}
        onReveal={setReveal}
        onRefresh={refresh}
      />
      <StuckNotice object={object} onDidCure={refresh} />
      <Tabs
        aria-label="What of the object"
        value={shown}
        onChange={(_, chosen: View) => setView(chosen)}
        variant="scrollable"
        sx={{ borderBottom: `1px solid ${color.line}`, flexShrink: 0 }}
      >
        <Tab value="yaml" label="YAML" />
        {object.secretData.length === 0 ? null : <Tab value="data" label="Data" />}
        <Tab value="managers" label="Who wrote what" />
        <Tab value="links" label="Belongs to" />
        <Tab value="history" label="History" />
      </Tabs>
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
        {shown === 'yaml' ? (
          <ObjectYaml object={object} showsManagedFields={showsManagedFields} onDidWrite={refresh} />
        ) : null}
        {shown === 'data' ? <SecretData object={object} /> : null}
        {shown === 'managers' ? <ManagersTable managers={object.managers} /> : null}
        {shown === 'links' ? <ObjectLinks desk={desk} object={object} /> : null}
        {shown === 'history' ? (
          <ObjectHistory objectKey={key} reveal={reveal} showsManagedFields={showsManagedFields} />
        ) : null}
      </Box>
    </Box>
  );
}
