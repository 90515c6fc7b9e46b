import { useEffect, useMemo } from 'react';
import { keepDrafts } from '../../../parts/editing/keep-drafts.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { type Store, useStore } from '../../../state/store.ts';
import { editsOf, type KubernetesState, modelOf, putEditBack } from './kubernetes-model.ts';
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
    () =>
      keepDrafts(
        model,
        'object',
        api,
        { connection: id, cluster: clusterId, where: profile.name },
        {
          edits: () => editsOf(model),
          subscribe: model.subscribe,
          putBack: (drafts) => drafts.forEach((kept) => void putEditBack(model, api, id, kept)),
        },
      ),
    [model, api, id, clusterId, profile.name],
  );
  return { model, state: useStore(model) };
}
