import type { CallOptions } from '../../../contract/abort.ts';
import { EtcdError } from '../../../contract/failure.ts';
import type { Registry } from '../../../contract/kubernetes.ts';
import type { OpenConnection } from '../../connections/open-connections.ts';
import type { KeyspaceSource } from '../../keyspace/source.ts';
import { isServedByKine } from './kine.ts';
import { registryPrefix } from './registries.ts';

const slash = Uint8Array.of(0x2f);

/**
 * The registries that have keys: of the known prefixes, of those that were found at prefixes of their own, and of
 * `prefix`. Costs each a look at one key.
 */
export async function findRegistries(
  connection: Pick<OpenConnection, 'client' | 'registries'>,
  source: KeyspaceSource,
  prefix: Uint8Array | null,
  options?: CallOptions,
): Promise<readonly Registry[]> {
  const asked = prefix === null || prefix.length === 0 ? [] : [registryPrefix(prefix)];
  const known = connection.registries();
  const isKnown = (one: Uint8Array) => known.some((other) => Buffer.compare(other, one) === 0);
  const found: Uint8Array[] = [];
  for (const candidate of [...known, ...asked.filter((one) => !isKnown(one))]) {
    if (await hasKeys(source, candidate, options)) found.push(candidate);
  }
  const [first] = found;
  const isKine = first !== undefined && (await isServedByKine(connection.client, first, options));
  return found.map((one) => ({ prefix: one, isKine }));
}

async function hasKeys(source: KeyspaceSource, prefix: Uint8Array, options?: CallOptions): Promise<boolean> {
  const request = { prefix, delimiter: slash, after: null, limit: 1 };
  try {
    for await (const { children } of source.children(request, options)) if (children.length > 0) return true;
    return false;
  } catch (error) {
    // A user of one's own for the registry may read there and nowhere else.
    if (error instanceof EtcdError && error.code === 'PermissionDenied') return false;
    throw error;
  }
}
