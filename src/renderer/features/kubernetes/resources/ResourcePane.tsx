import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Registry, RegistryResource } from '../../../../contract/kubernetes.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { OneMemberOffer } from '../../../parts/source/OneMemberOffer.tsx';
import { useSource } from '../../../parts/source/source.tsx';
import { readingOf } from '../../../parts/source/source-id.ts';
import { useApi } from '../../../state/api.tsx';
import { useStreamFold } from '../../../state/use-stream.ts';
import { equalBytes, startsWithBytes, toHex } from '../../../ui/byte-text.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Field } from '../../../ui/Field.tsx';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { color, tint } from '../../../ui/tokens.ts';
import { chooseResource, look } from '../model/kubernetes-model.ts';
import { useKubernetesModel } from '../model/use-kubernetes-model.ts';
import { groupResources } from './resource-groups.ts';

const none: readonly RegistryResource[] = [];

/** The resources that have objects, by group. Finding them reads no object. */
export function ResourcePane({ registry }: { readonly registry: Registry }) {
  const api = useApi();
  const { keys: source } = useSource();
  const { model, state } = useKubernetesModel();
  const { object } = state;
  const filter = state.resourceFilter;
  const list = useRef<HTMLDivElement>(null);
  const found = useStreamFold<readonly RegistryResource[], readonly RegistryResource[]>({
    key: `${readingOf(source)} ${toHex(registry.prefix)}`,
    open: (signal) => api.kubernetes.resources({ source, registry: registry.prefix }, { signal }),
    initial: none,
    fold: (before, more) => [...before, ...more],
  });
  const holding =
    state.resource !== null || object === null
      ? null
      : found.value.find(({ prefix }) => startsWithBytes(object, prefix));
  useEffect(() => {
    if (holding) chooseResource(model, holding);
  }, [model, holding]);
  const groups = groupResources(found.value, filter);
  // The one that is chosen is seen, wherever it stands, once it is found.
  const isChosenFound = found.value.some(
    ({ prefix }) => state.resource !== null && equalBytes(prefix, state.resource.prefix),
  );
  useEffect(() => {
    if (isChosenFound) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [isChosenFound]);
  const isLooking = found.phase === 'opening' || found.phase === 'streaming';

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = buttons.findIndex((button) => button.contains(document.activeElement));
    buttons[at + step]?.focus();
    event.preventDefault();
  };

  return (
    <Box component="nav" aria-label="Resources" sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box sx={{ p: 1, borderBottom: `1px solid ${color.line}` }}>
        <Field
          label="Filter resources"
          isLabelHidden
          placeholder="Filter resources"
          value={filter}
          onChange={(resourceFilter) => look(model, { resourceFilter })}
        />
      </Box>
      {found.phase === 'failed' && found.failure !== null ? (
        <FailureView
          failure={found.failure}
          layout="inline"
          onRetry={found.restart}
          actions={<OneMemberOffer failure={found.failure} />}
        />
      ) : null}
      <Box ref={list} onKeyDown={onKeyDown} sx={{ flex: 1, minHeight: 0, overflow: 'auto', pb: 1 }}>
        {found.value.length === 0 && isLooking ? <LoadingRows label="Finding resources" /> : null}
        {groups.length === 0 && !isLooking && found.phase !== 'failed' ? (
          <EmptyState title={filter === '' ? 'No resource has an object' : 'No resource is called so'} />
        ) : null}
        {groups.map(({ group, resources }) => (
          <Box key={group ?? ''} component="section" aria-label={group ?? 'Kubernetes'}>
            <Box sx={{ p: '10px 12px 4px', fontSize: '0.75rem', lineHeight: '1rem', color: color.muted }}>
              {group ?? 'Kubernetes'}
            </Box>
            {resources.map((resource) => {
              const isChosen = state.resource !== null && equalBytes(state.resource.prefix, resource.prefix);
              return (
                <ButtonBase
                  key={toHex(resource.prefix)}
                  aria-current={isChosen ? 'true' : undefined}
                  onClick={() => chooseResource(model, resource)}
                  sx={{
                    display: 'block',
                    width: '100%',
                    px: 1.5,
                    height: 26,
                    textAlign: 'start',
                    fontSize: '0.8125rem',
                    overflow: 'hidden',
                    textOverflow: 'ellipsis',
                    whiteSpace: 'nowrap',
                    backgroundColor: isChosen ? color.selection : 'transparent',
                    '&:hover': { backgroundColor: isChosen ? color.selection : tint(color.muted, 10) },
                    '&:focus-visible': { outlineOffset: -2 },
                  }}
                >
                  {resource.resource}
                </ButtonBase>
              );
            })}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
