import type { Abort } from '../../contract/abort.ts';
import { EtcdClient } from '../etcd/client.ts';
import { txnPuts } from '../etcd/kv.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import { sampleKeyspace } from './sample-keyspace.ts';

// etcd accepts 128 operations in a transaction by default.
const putsPerTransaction = 100;

/** Writes the sample keyspace into a new sandbox. */
export async function seedSandbox(request: {
  readonly endpoints: readonly string[];
  readonly tls: { readonly ca: string; readonly cert: string; readonly key: string };
  readonly now: number;
  /** Where the table of Kubernetes' kinds is. */
  readonly resourcesFolder: string;
  readonly signal: Abort;
}): Promise<void> {
  const client = new EtcdClient({
    endpoints: request.endpoints,
    tls: { ...request.tls, serverName: null, skipVerify: false },
    user: null,
    password: null,
  });
  try {
    const entries = sampleKeyspace(await loadKubernetesSchema(request.resourcesFolder), request.now);
    for (let from = 0; from < entries.length; from += putsPerTransaction) {
      await txnPuts(client, entries.slice(from, from + putsPerTransaction), { signal: request.signal });
    }
  } finally {
    client.close();
  }
}
