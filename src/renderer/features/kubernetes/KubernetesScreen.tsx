import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { atRevision } from '../../../contract/key-source.ts';
import type { Registry } from '../../../contract/kubernetes.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { OneMemberOffer } from '../../parts/source/OneMemberOffer.tsx';
import { SourceBand } from '../../parts/source/SourceBand.tsx';
import { useSource } from '../../parts/source/source.tsx';
import { readingOf } from '../../parts/source/source-id.ts';
import { useQuorumCommands } from '../../parts/source/use-quorum-commands.ts';
import { useApi } from '../../state/api.tsx';
import { useCommands } from '../../state/commands.ts';
import { failureOf } from '../../state/failure.ts';
import { useFocus } from '../../state/use-focus.ts';
import { equalBytes, fromHex, toHex } from '../../ui/byte-text.ts';
import { KubernetesIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { EncryptionDialog } from './EncryptionDialog.tsx';
import { jumpTo, look } from './model/kubernetes-model.ts';
import { useKubernetesModel } from './model/use-kubernetes-model.ts';
import { NoRegistry } from './NoRegistry.tsx';
import { RegistryView } from './RegistryView.tsx';
import { ServeDialog } from './serving/ServeDialog.tsx';

/** Kubernetes' objects as they are stored. */
export function KubernetesScreen() {
  const api = useApi();
  const { keys } = useSource();
  // Where they are now: in the past the screen stays with the registry that it shows.
  const source = atRevision(keys, null);
  const { model, state } = useKubernetesModel();
  const [asksForKeys, setAsksForKeys] = useState(false);
  const [serves, setServes] = useState(false);
  const typed = state.typedRegistry;
  const registries = useQuery({
    queryKey: ['registries', readingOf(source), typed === null ? null : toHex(typed)],
    queryFn: ({ signal }) => api.kubernetes.registries({ source, prefix: typed }, { signal }),
  });
  // The bytes of an object's key in hexadecimal.
  useFocus('kubernetes', (focus) => {
    const object = fromHex(focus);
    if (object !== null) jumpTo(model, object);
  });
  const group = 'Kubernetes';
  useCommands([
    { id: 'kubernetes.objects', title: 'Show objects', group, run: () => look(model, { view: 'objects' }) },
    {
      id: 'kubernetes.reports',
      title: 'Show reports',
      group,
      icon: <KubernetesIcon />,
      keywords: 'largest size churn audit stuck',
      run: () => look(model, { view: 'reports' }),
    },
    {
      id: 'kubernetes.encryption',
      title: 'Give encryption keys',
      group,
      keywords: 'EncryptionConfiguration decrypt secret',
      run: () => setAsksForKeys(true),
    },
    {
      id: 'kubernetes.serve',
      title: 'Serve to kubectl…',
      group,
      keywords: 'kube-api k9s helm headlamp api server kubeconfig',
      run: () => setServes(true),
    },
  ]);

  useQuorumCommands('objects');

  const found = registries.data;
  const chosen = found?.find(({ prefix }) => state.registry !== null && equalBytes(prefix, state.registry));
  const registry = chosen ?? found?.[0] ?? null;
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <SourceBand />
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <Shown
          registries={found ?? null}
          registry={registry}
          failure={registries.isError ? failureOf(registries.error) : null}
          typed={typed}
          onLookAt={(prefix) => look(model, { typedRegistry: prefix })}
          onRetry={() => void registries.refetch()}
          onEncryption={() => setAsksForKeys(true)}
          onServe={() => setServes(true)}
        />
      </Box>
      {asksForKeys ? <EncryptionDialog onClose={() => setAsksForKeys(false)} /> : null}
      {serves && registry !== null ? <ServeDialog registry={registry} onClose={() => setServes(false)} /> : null}
    </Box>
  );
}

/** The registry, or why there is none to show. */
function Shown(props: {
  /** `null` while they are looked for. */
  readonly registries: readonly Registry[] | null;
  readonly registry: Registry | null;
  readonly failure: Failure | null;
  readonly typed: Uint8Array | null;
  readonly onLookAt: (prefix: Uint8Array) => void;
  readonly onRetry: () => void;
  readonly onEncryption: () => void;
  readonly onServe: () => void;
}) {
  const { registries, registry, failure, typed, onLookAt } = props;
  if (failure !== null && isRefusal(failure)) return <NoRegistry typed={typed} denied={failure} onLookAt={onLookAt} />;
  if (failure !== null) {
    return <FailureView failure={failure} onRetry={props.onRetry} actions={<OneMemberOffer failure={failure} />} />;
  }
  if (registries === null) return <LoadingRows label="Looking for Kubernetes’ objects" />;
  if (registry === null) return <NoRegistry typed={typed} onLookAt={onLookAt} />;
  return (
    <RegistryView
      registry={registry}
      registries={registries}
      onEncryption={props.onEncryption}
      onServe={props.onServe}
    />
  );
}

/** Whether the user may not look, so that nothing is known of what exists. */
const isRefusal = ({ code }: Failure): boolean => code === 'PermissionDenied' || code === 'CertificateUserUnknown';
