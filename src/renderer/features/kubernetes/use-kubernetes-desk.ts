import { useEffect, useMemo } from 'react';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { type Store, useStore } from '../../state/store.ts';
import { rememberDesk } from './desk-memory.ts';
import { keepEdits } from './keep-edits.ts';
import { deskOf, type KubernetesDesk } from './kubernetes-desk.ts';

export function useKubernetesDesk(): { readonly desk: Store<KubernetesDesk>; readonly state: KubernetesDesk } {
  const api = useApi();
  const {
    id,
    profile,
    state: { clusterId },
  } = useConnection();
  const desk = useMemo(() => {
    const own = deskOf(api, id);
    rememberDesk(own, id);
    return own;
  }, [api, id]);
  useEffect(
    () => keepEdits(desk, api, { connection: id, cluster: clusterId, where: profile.name }),
    [desk, api, id, clusterId, profile.name],
  );
  return { desk, state: useStore(desk) };
}
