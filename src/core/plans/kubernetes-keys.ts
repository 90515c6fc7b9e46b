import { startsWith } from '../keyspace/bytes.ts';

/** Where API servers keep their objects: Kubernetes' own prefix, and OpenShift's two. */
const registries = ['/registry/', '/kubernetes.io/', '/openshift.io/'].map((prefix) =>
  new TextEncoder().encode(prefix),
);

/** Whether a key belongs to an API server, which does not expect anybody else to write there. */
export function isOfKubernetes(key: Uint8Array): boolean {
  return registries.some((prefix) => startsWith(key, prefix));
}
