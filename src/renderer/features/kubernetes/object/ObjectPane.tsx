import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { OneMemberOffer } from '../../../parts/source/OneMemberOffer.tsx';
import { useSource } from '../../../parts/source/source.tsx';
import { readingOf } from '../../../parts/source/source-id.ts';
import { useApi } from '../../../state/api.tsx';
import { failureOf } from '../../../state/failure.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { color } from '../../../ui/tokens.ts';
import { keepEdit, look, type ObjectAspect } from '../model/kubernetes-model.ts';
import { formOfEdit } from '../model/object-edit.ts';
import { useKubernetesModel } from '../model/use-kubernetes-model.ts';
import { ManagersTable } from './ManagersTable.tsx';
import { ObjectHeader } from './ObjectHeader.tsx';
import { ObjectHistory } from './ObjectHistory.tsx';
import { ObjectLinks } from './ObjectLinks.tsx';
import { ObjectYaml } from './ObjectYaml.tsx';
import { SecretData } from './SecretData.tsx';
import { StoredYaml } from './StoredYaml.tsx';
import { StuckNotice } from './StuckNotice.tsx';

/** One object: as YAML, who wrote what, what it belongs to, what it was. */
export function ObjectPane({ objectKey: key }: { readonly objectKey: Uint8Array }) {
  const api = useApi();
  const { keys: source, standing, origin } = useSource();
  const { model, state } = useKubernetesModel();
  const edit = state.edits.get(toHex(key)) ?? null;
  const [isRevealed, setRevealed] = useState(edit?.isRevealed ?? false);
  const form = edit !== null ? formOfEdit(edit) : { showsManagedFields: state.showsManagedFields, reveal: isRevealed };
  const read = useQuery({
    queryKey: ['object', readingOf(source), toHex(key), form],
    queryFn: ({ signal }) => api.kubernetes.object({ source, key, ...form }, { signal }),
    // What was revealed is forgotten with the pane.
    gcTime: 0,
    placeholderData: (before) => before,
  });
  if (read.isError) {
    const failure = failureOf(read.error);
    const actions = <OneMemberOffer failure={failure} />;
    return <FailureView failure={failure} onRetry={() => void read.refetch()} actions={actions} />;
  }
  if (read.data === undefined) return <LoadingRows label="Reading the object" />;
  const { object } = read.data;
  if (object === null) {
    return (
      <EmptyState
        title="The object does not exist"
        actions={
          edit === null ? null : (
            <>
              <CopyButton label="Copy your edit" text={edit.draft.text} />
              <Button onClick={() => keepEdit(model, key, null)}>Discard your edit</Button>
            </>
          )
        }
      >
        {edit === null
          ? 'It has been deleted, or was never there.'
          : 'It was deleted while you edited it; your edit is still here.'}
      </EmptyState>
    );
  }
  const refresh = (): void => void read.refetch();
  const didWrite = (): void => {
    look(model, { writes: model.get().writes + 1 });
    refresh();
  };
  const isAbsent =
    (state.aspect === 'data' && object.secretData.length === 0) || (state.aspect === 'history' && !origin.hasHistory);
  const shown = isAbsent ? 'yaml' : state.aspect;
  return (
    <Box component="section" aria-label="Object" sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <ObjectHeader
        model={model}
        object={object}
        form={form}
        isEdited={edit !== null}
        onReveal={setRevealed}
        onRefresh={refresh}
      />
      {standing === 'head' ? <StuckNotice object={object} onDidRepair={didWrite} /> : null}
      <Tabs
        aria-label="What of the object"
        value={shown}
        onChange={(_, aspect: ObjectAspect) => look(model, { aspect })}
        variant="scrollable"
        sx={{ borderBottom: `1px solid ${color.line}`, flexShrink: 0 }}
      >
        <Tab value="yaml" label="YAML" />
        {object.secretData.length === 0 ? null : <Tab value="data" label="Data" />}
        <Tab value="managers" label="Who wrote what" />
        <Tab value="links" label="Belongs to" />
        {origin.hasHistory ? <Tab value="history" label="History" /> : null}
      </Tabs>
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
        {shown === 'yaml' && standing === 'file' ? <StoredYaml object={object} /> : null}
        {shown === 'yaml' && standing !== 'file' ? (
          <ObjectYaml model={model} object={object} form={form} edit={edit} onDidWrite={didWrite} />
        ) : null}
        {shown === 'data' ? <SecretData object={object} /> : null}
        {shown === 'managers' ? <ManagersTable object={object} /> : null}
        {shown === 'links' ? <ObjectLinks model={model} object={object} onDidDelete={didWrite} /> : null}
        {shown === 'history' ? (
          <ObjectHistory objectKey={key} modRevision={object.entry.modRevision} form={form} />
        ) : null}
      </Box>
    </Box>
  );
}
