/** The RPCs added after 3.4, with their versions. A member without one does not name it. */
export const rpcSince: Readonly<Record<string, string | undefined>> = {
  'Maintenance.Downgrade': '3.5',
  'KV.RangeStream': '3.7',
};

/**
 * Returns what a member lacks that answers UNIMPLEMENTED: the RPC's name, and the version that added it, where known.
 */
export interface MissingRpc {
  readonly call: string;
  readonly since: string | null;
}

/** Parses gRPC's text for a missing RPC; `null` for other texts. */
export function missingRpc(details: string): MissingRpc | null {
  const [, method, service] = /^unknown method (\w+) for service etcdserverpb\.(\w+)$/.exec(details) ?? [];
  if (method === undefined || service === undefined) return null;
  const call = `${service}.${method}`;
  return { call, since: rpcSince[call] ?? null };
}
