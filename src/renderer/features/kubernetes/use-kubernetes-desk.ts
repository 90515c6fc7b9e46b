import { useMemo } from 'react';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { type Store, useStore } from '../../state/store.ts';
import { deskOf, type KubernetesDesk } from './kubernetes-desk.ts';

export function useKubernetesDesk(): { readonly desk: Store<KubernetesDesk>; readonly state: KubernetesDesk } {
  const api = useApi();
  const { id } = useConnection();
  const desk = useMemo(() => deskOf(api, id), [api, id]);
  return { desk, state: useStore(desk) };
}
