import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import Tooltip from '@mui/material/Tooltip';
import { useMemo, useState } from 'react';
import type { Registry, RegistryResource } from '../../../../contract/kubernetes.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { OneMemberOffer } from '../../../parts/source/OneMemberOffer.tsx';
import { useSource } from '../../../parts/source/source.tsx';
import { readingOf } from '../../../parts/source/source-id.ts';
import { useApi } from '../../../state/api.tsx';
import { useStreamFold } from '../../../state/use-stream.ts';
import { bytesOf, concatBytes, toHex } from '../../../ui/byte-text.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Field } from '../../../ui/Field.tsx';
import { footBar } from '../../../ui/foot-bar.ts';
import { formatCount, plural } from '../../../ui/format.ts';
import { ReloadIcon } from '../../../ui/icons.tsx';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { nothingSelected, type TableSelection } from '../../../ui/table-model.ts';
import { color } from '../../../ui/tokens.ts';
import { look } from '../model/kubernetes-model.ts';
import { useKubernetesModel } from '../model/use-kubernetes-model.ts';
import { PutObjectBack } from '../object/PutObjectBack.tsx';
import { objectColumns } from './object-columns.tsx';
import { filterRows, noRows, pageSize, withPage } from './object-rows.ts';
import { nothingFound, searchWords } from './object-search-words.ts';
import { useObjectSearch } from './use-object-search.ts';

const every = '*';
const noNamespaces: readonly string[] = [];

/** The objects of a resource, by their keys alone. */
export function ObjectListPane(props: { readonly registry: Registry; readonly resource: RegistryResource }) {
  const { registry, resource } = props;
  const api = useApi();
  const { keys: source, standing } = useSource();
  const reading = readingOf(source);
  const { model, state } = useKubernetesModel();
  const { filter } = state;
  const [limit, setLimit] = useState(pageSize);
  const [asked, setAsked] = useState(0);
  const [selection, setSelection] = useState(() =>
    state.object === null ? nothingSelected : only(toHex(state.object)),
  );
  const { namespace } = state;
  const isNamespaced = resource.isNamespaced !== false;
  const namespaces = useStreamFold<readonly string[], readonly string[]>({
    key: isNamespaced ? `${reading} ${toHex(resource.prefix)} ${asked}` : null,
    open: (signal) => api.kubernetes.namespaces({ source, resource: resource.prefix }, { signal }),
    initial: noNamespaces,
    fold: (before, more) => [...before, ...more],
  });
  const list = useStreamFold({
    key: `${reading} ${toHex(resource.prefix)} ${namespace ?? every} ${limit} ${asked} ${state.writes}`,
    open: (signal) =>
      api.kubernetes.objects(
        { source, registry: registry.prefix, resource: resource.prefix, namespace, after: null, limit },
        { signal },
      ),
    initial: noRows,
    fold: withPage,
  });
  const { rows, isComplete, next } = list.value;
  const isReading = list.phase === 'opening' || list.phase === 'streaming';
  const hasNothing = list.phase === 'failed' && rows.length === 0;
  const loaded = useMemo(() => filterRows(rows, filter), [rows, filter]);
  // What is loaded may be a part: then the source is asked, which has all.
  const isSearching = filter.trim() !== '' && !isComplete && list.phase === 'ended';
  const { search, found } = useObjectSearch(
    isSearching
      ? { source, registry: registry.prefix, resource: resource.prefix, namespace, text: filter.trim() }
      : null,
    `${asked} ${state.writes}`,
  );
  // It begins where the list does: until it is beyond that, what is loaded is more.
  const isBeyond = found !== null && (found.rows.length >= loaded.length || found.phase === 'ended');
  const shown = isBeyond ? found.rows : loaded;
  const isLooking = isReading || (isSearching && (found === null || found.phase === 'running'));
  const open = (key: Uint8Array): void => look(model, { object: key });

  return (
    <Box
      component="section"
      aria-label={resource.resource}
      sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 1,
          p: 1,
          borderBottom: `1px solid ${color.line}`,
        }}
      >
        {namespaces.value.length === 0 ? null : (
          <Select
            value={namespace ?? every}
            onChange={(event) => look(model, { namespace: event.target.value === every ? null : event.target.value })}
            slotProps={{ input: { 'aria-label': 'Namespace' } }}
            sx={{ maxWidth: 180 }}
          >
            <MenuItem value={every}>All namespaces</MenuItem>
            {namespaces.value.map((name) => (
              <MenuItem key={name} value={name}>
                {name}
              </MenuItem>
            ))}
          </Select>
        )}
        {standing === 'head' || !isNamespaced || namespace === null ? null : (
          <PutObjectBack
            objectKey={concatBytes(registry.prefix, bytesOf(`namespaces/${namespace}`))}
            label="Put namespace back…"
          />
        )}
        <Box sx={{ flex: '1 1 160px', minWidth: 0, display: 'flex', alignItems: 'center', gap: 1 }}>
          <Field
            label="Filter objects"
            isLabelHidden
            placeholder="Filter by name"
            value={filter}
            onChange={(text) => look(model, { filter: text })}
          />
          <Tooltip title="Read the list again">
            <IconButton aria-label="Read the list again" onClick={() => setAsked((count) => count + 1)}>
              <ReloadIcon size={14} />
            </IconButton>
          </Tooltip>
        </Box>
      </Box>
      {list.phase === 'failed' && list.failure !== null ? (
        <FailureView
          failure={list.failure}
          layout={hasNothing ? 'block' : 'inline'}
          onRetry={list.restart}
          actions={<OneMemberOffer failure={list.failure} />}
        />
      ) : null}
      {found?.failure ? (
        <FailureView failure={found.failure} layout="inline" onRetry={() => void search?.goOn()} />
      ) : null}
      <Box sx={{ flex: 1, minHeight: 0, display: hasNothing ? 'none' : 'block' }}>
        <DataTable
          label={`Objects of ${resource.resource}`}
          columns={objectColumns(namespaces.value.length > 0 && namespace === null)}
          rows={shown}
          keyOf={({ key }) => toHex(key.key)}
          selection={selection}
          onSelection={(chosen) => {
            setSelection(chosen);
            const row = shown.find(({ key }) => toHex(key.key) === chosen.cursor);
            if (row !== undefined && chosen.keys.size === 1) open(row.key.key);
          }}
          onOpen={({ key }) => open(key.key)}
          place={state.place}
          onPlace={(place) => look(model, { place })}
          isSettled={!isLooking}
          empty={
            isLooking ? (
              <LoadingRows label={isReading ? 'Reading objects' : 'Looking through names'} />
            ) : rows.length === 0 ? (
              <EmptyState title="No objects" />
            ) : (
              <EmptyState title="Nothing of that name">
                {found === null ? `None of the ${plural(rows.length, 'object')} is called so.` : nothingFound(found)}
              </EmptyState>
            )
          }
        />
      </Box>
      <Box sx={footBar}>
        <Box role="status" sx={{ flex: 1 }}>
          {isSearching
            ? searchWords(found, shown.length)
            : footOf(rows.length, shown.length, filter.trim() !== '', isComplete)}
        </Box>
        {found?.next != null && found.phase === 'ended' ? (
          <Button onClick={() => void search?.goOn()}>Look further</Button>
        ) : null}
        {next === null || isReading || isSearching ? null : (
          <Button onClick={() => setLimit((before) => Math.min(10_000, before * 2))} disabled={limit >= 10_000}>
            Load more
          </Button>
        )}
      </Box>
    </Box>
  );
}

const only = (row: string): TableSelection => ({ keys: new Set([row]), anchor: row, cursor: row });

/** Counts what is loaded, and says when that is not all. */
function footOf(loaded: number, shown: number, isFiltered: boolean, isComplete: boolean): string {
  if (loaded === 0 && !isComplete) return '';
  const count = isComplete ? plural(loaded, 'object') : `at least ${plural(loaded, 'object')}`;
  return isFiltered ? `${formatCount(shown)} of ${count}` : count;
}
