import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { pastRevision } from '../../../contract/key-source.ts';
import type { Registry } from '../../../contract/kubernetes.ts';
import { mayReadAll } from '../../parts/access/access-words.ts';
import { ReadableNotice } from '../../parts/access/ReadableNotice.tsx';
import { latestWords } from '../../parts/source/latest-words.ts';
import { placeOf, useSource } from '../../parts/source/source.tsx';
import { TimeBar } from '../../parts/time/TimeBar.tsx';
import { TimeButton } from '../../parts/time/TimeButton.tsx';
import { useTimeBar } from '../../parts/time/use-time-bar.ts';
import { useOwnAccess } from '../../state/access.ts';
import { formatCompareFocus } from '../../state/compare-focus.ts';
import { usePaneSizes } from '../../state/layout.ts';
import { goTo } from '../../state/route.ts';
import { useStore } from '../../state/store.ts';
import { escapeBytes, fromHex, toHex } from '../../ui/byte-text.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { KubernetesIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono, size } from '../../ui/tokens.ts';
import { chooseResource, look } from './model/kubernetes-model.ts';
import { useKubernetesModel } from './model/use-kubernetes-model.ts';
import { ObjectPane } from './object/ObjectPane.tsx';
import { ObjectListPane } from './objects/ObjectListPane.tsx';
import { ReportsPane } from './reports/ReportsPane.tsx';
import { ResourcePane } from './resources/ResourcePane.tsx';
import { servings } from './serving/servings.ts';

/** One registry: its resources, their objects and the object that is open, or its reports. */
export function RegistryView(props: {
  readonly registry: Registry;
  readonly registries: readonly Registry[];
  readonly onEncryption: () => void;
  readonly onServe: () => void;
}) {
  const { registry, registries, onEncryption, onServe } = props;
  const { model, state } = useKubernetesModel();
  const source = useSource();
  const { id, keys, origin } = source;
  const isServed = useStore(servings).get(id)?.access != null;
  const time = useTimeBar();
  const panes = usePaneSizes('kubernetes');
  const access = useOwnAccess();
  const isPartial = access?.kind === 'limited' && !mayReadAll(access, registry.prefix);
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      {isPartial ? <ReadableNotice /> : null}
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          minHeight: size.header,
          pr: 1,
          borderBottom: `1px solid ${color.line}`,
          backgroundColor: color.surface,
        }}
      >
        <Tabs
          aria-label="Objects or reports"
          value={state.view}
          onChange={(_, view: 'objects' | 'reports') => look(model, { view })}
        >
          <Tab value="objects" label="Objects" />
          <Tab value="reports" label="Reports" />
        </Tabs>
        <Box sx={{ flex: 1 }} />
        {registries.length > 1 ? (
          <Select
            value={toHex(registry.prefix)}
            onChange={(event) => {
              chooseResource(model, null);
              look(model, { registry: fromHex(event.target.value), figure: null });
            }}
            slotProps={{ input: { 'aria-label': 'Registry' } }}
          >
            {registries.map(({ prefix }) => (
              <MenuItem key={toHex(prefix)} value={toHex(prefix)}>
                {escapeBytes(prefix).text}
              </MenuItem>
            ))}
          </Select>
        ) : (
          <Box sx={{ ...mono, color: color.muted }}>{escapeBytes(registry.prefix).text}</Box>
        )}
        {origin.hasHistory ? <TimeButton time={time} /> : null}
        <Button onClick={onEncryption}>Encryption keys…</Button>
        <Button onClick={onServe}>
          {isServed ? <StatusChip tone="ok">Served to kubectl</StatusChip> : 'Serve to kubectl…'}
        </Button>
      </Box>
      {time.isShown ? (
        <TimeBar
          time={time}
          actions={
            <Button
              onClick={() => goTo(placeOf(source, 'compare', formatCompareFocus(registry.prefix, pastRevision(keys))))}
            >
              Compare the registry with {latestWords(source)}
            </Button>
          }
        />
      ) : null}
      {registry.isKine ? (
        <Notice tone="info">
          This is kine, not etcd: it keeps Kubernetes’ objects and takes only part of etcd’s API. Members, leases,
          snapshots and sorted reads do not work against it.
        </Notice>
      ) : null}
      {/* What is of one registry begins anew with another; what is above stays, and keeps the focus. */}
      <Box key={toHex(registry.prefix)} sx={{ flex: 1, minHeight: 0 }}>
        {state.view === 'reports' ? (
          <ReportsPane registry={registry} />
        ) : (
          <SplitPane
            {...panes}
            panes={[
              {
                id: 'resources',
                label: 'the resources',
                defaultSize: 190,
                minSize: 150,
                content: <ResourcePane registry={registry} />,
              },
              {
                id: 'objects',
                label: 'the objects',
                defaultSize: 466,
                minSize: 220,
                content:
                  state.resource === null ? (
                    <EmptyState title="No resource is chosen">Choose one to list its objects.</EmptyState>
                  ) : (
                    <ObjectListPane key={toHex(state.resource.prefix)} registry={registry} resource={state.resource} />
                  ),
              },
              {
                id: 'object',
                label: 'the object',
                minSize: 320,
                content:
                  state.object === null ? (
                    <EmptyState icon={<KubernetesIcon size={28} />} title="No object is open">
                      It is shown as it is stored, in the version and order that kubectl would print.
                    </EmptyState>
                  ) : (
                    <ObjectPane key={toHex(state.object)} objectKey={state.object} />
                  ),
              },
            ]}
          />
        )}
      </Box>
    </Box>
  );
}
