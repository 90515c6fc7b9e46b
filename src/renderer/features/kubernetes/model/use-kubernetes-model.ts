import { useEffect, useMemo } from 'react';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { type Store, useStore } from '../../../state/store.ts';
import { keepEdits } from './keep-edits.ts';
import { type KubernetesState, modelOf } from './kubernetes-model.ts';
import { rememberModel } from './model-memory.ts';

export function useKubernetesModel(): { readonly model: Store<KubernetesState>; readonly state: KubernetesState } {
  const api = useApi();
  const {
    id,
    profile,
    state: { clusterId },
  } = useConnection();
  const model = useMemo(() => {
    const own = modelOf(api, id);
    rememberModel(own, id);
    return own;
  }, [api, id]);
  useEffect(
    () => keepEdits(model, api, { connection: id, cluster: clusterId, where: profile.name }),
    [model, api, id, clusterId, profile.name],
  );
  return { model, state: useStore(model) };
}
