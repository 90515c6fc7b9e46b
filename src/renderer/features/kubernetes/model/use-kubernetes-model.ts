import { useEffect, useMemo } from 'react';
import { keepDrafts } from '../../../parts/editing/keep-drafts.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { useApi } from '../../../state/api.tsx';
import { type Store, useStore } from '../../../state/store.ts';
import { editsOf, type KubernetesState, modelOf, putEditBack } from './kubernetes-model.ts';
import { rememberModel } from './model-memory.ts';

/** Returns the model of the source that the window shows, and what it is now. */
export function useKubernetesModel(): { readonly model: Store<KubernetesState>; readonly state: KubernetesState } {
  const api = useApi();
  const { id, connection, origin } = useSource();
  const { name, clusterId } = origin;
  const model = useMemo(() => {
    const own = modelOf(api, id);
    rememberModel(own, id);
    return own;
  }, [api, id]);
  useEffect(
    () =>
      connection === null
        ? undefined
        : keepDrafts(
            model,
            'object',
            api,
            { connection, cluster: clusterId, where: name },
            {
              edits: () => editsOf(model),
              subscribe: model.subscribe,
              putBack: (drafts) => drafts.forEach((kept) => void putEditBack(model, api, connection, kept)),
            },
          ),
    [model, api, connection, clusterId, name],
  );
  return { model, state: useStore(model) };
}
