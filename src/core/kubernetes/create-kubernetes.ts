import type { KubernetesApi } from '../../contract/kubernetes.ts';

/** In work. */
export function createKubernetes(): KubernetesApi {
  const notBuilt = (): never => {
    throw new Error('not built');
  };
  return {
    registries: notBuilt,
    resources: notBuilt,
    namespaces: notBuilt,
    objects: notBuilt,
    object: notBuilt,
    useEncryption: notBuilt,
    report: notBuilt,
  };
}
