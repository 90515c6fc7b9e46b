import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useCommands } from '../../state/commands.ts';
import { useConnection } from '../../state/connection.tsx';
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

/** Kubernetes' objects as they are stored. */
export function KubernetesScreen() {
  const api = useApi();
  const { id } = useConnection();
  const { model, state } = useKubernetesModel();
  const [asksForKeys, setAsksForKeys] = useState(false);
  const typed = state.typedRegistry;
  const registries = useQuery({
    queryKey: ['registries', id, typed === null ? null : toHex(typed)],
    queryFn: ({ signal }) => api.kubernetes.registries({ source: liveKeys(id), prefix: typed }, { signal }),
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
  ]);

  const lookAt = (prefix: Uint8Array): void => look(model, { typedRegistry: prefix });
  if (registries.isError) {
    const failure = failureOf(registries.error);
    return isRefusal(failure) ? (
      <NoRegistry typed={typed} denied={failure} onLookAt={lookAt} />
    ) : (
      <FailureView failure={failure} onRetry={() => void registries.refetch()} />
    );
  }
  if (registries.data === undefined) return <LoadingRows label="Looking for Kubernetes’ objects" />;
  const chosen = registries.data.find(({ prefix }) => state.registry !== null && equalBytes(prefix, state.registry));
  const registry = chosen ?? registries.data[0];
  return (
    <>
      {registry === undefined ? (
        <NoRegistry typed={typed} onLookAt={lookAt} />
      ) : (
        <RegistryView
          key={toHex(registry.prefix)}
          registry={registry}
          registries={registries.data}
          onEncryption={() => setAsksForKeys(true)}
        />
      )}
      {asksForKeys ? <EncryptionDialog onClose={() => setAsksForKeys(false)} /> : null}
    </>
  );
}

/** Whether it is the user that may not look, so that nothing is known of what is there. */
const isRefusal = ({ code }: Failure): boolean => code === 'PermissionDenied' || code === 'CertificateUserUnknown';
