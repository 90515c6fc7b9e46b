/** The RPCs that came after 3.4, with the version that brought them. A member that has one not says its name. */
export const rpcSince: Readonly<Record<string, string | undefined>> = {
  'Auth.AuthStatus': '3.5',
  'Maintenance.Downgrade': '3.5',
  'KV.RangeStream': '3.7',
};

/**
 * What a member lacks that answers UNIMPLEMENTED: the call by etcd's name, and since when there is one, where known.
 */
export interface MissingRpc {
  readonly call: string;
  readonly since: string | null;
}

/** Reads gRPC's words for a missing RPC; `null` where they are others. */
export function missingRpc(details: string): MissingRpc | null {
  const [, method, service] = /^unknown method (\w+) for service etcdserverpb\.(\w+)$/.exec(details) ?? [];
  if (method === undefined || service === undefined) return null;
  const call = `${service}.${method}`;
  return { call, since: rpcSince[call] ?? null };
}
