/** The services of etcd's API that are used. */
export type ServiceName = 'KV' | 'Watch' | 'Lease' | 'Cluster' | 'Maintenance' | 'Auth';

/**
 * The kind of a stream. `read`: its requests change nothing, so it may be opened again elsewhere. `write`: each of its
 * requests changes something, such as a lease's keep-alives, and is sent once.
 */
export type StreamKind = 'read' | 'write';

/** The kind of each stream. Closed: a stream that is not named here is a write. */
export function streamKind(service: ServiceName, method: string): StreamKind {
  return readStreams[service]?.includes(method) === true ? 'read' : 'write';
}

const readStreams: Readonly<Partial<Record<ServiceName, readonly string[]>>> = {
  KV: ['rangeStream'],
  Watch: ['watch'],
  Maintenance: ['snapshot'],
};

/**
 * Returns whether a unary RPC changes nothing, so that it may be sent again elsewhere. Closed: an RPC that is not named
 * here is a write, and sent once.
 */
export function isRead(service: ServiceName, method: string, request: unknown): boolean {
  if (service === 'Maintenance' && method === 'alarm') return isAlarmGet(request);
  if (service === 'Maintenance' && method === 'downgrade') return isValidation(request);
  if (service === 'KV' && method === 'txn') return isReadingTxn(request);
  return reads[service].includes(method);
}

const reads: Readonly<Record<ServiceName, readonly string[]>> = {
  KV: ['range'],
  Watch: [],
  Lease: ['leaseTimeToLive', 'leaseLeases'],
  Cluster: ['memberList'],
  Maintenance: ['status', 'hash', 'hashKV'],
  Auth: ['authenticate', 'userGet', 'userList', 'roleGet', 'roleList'],
};

function isAlarmGet(request: unknown): boolean {
  return typeof request === 'object' && request !== null && 'action' in request && request.action === 'Get';
}

function isValidation(request: unknown): boolean {
  return typeof request === 'object' && request !== null && 'action' in request && request.action === 'Validate';
}

/** Returns whether a transaction is empty, or has only ranges and no guard; any other is a write. */
function isReadingTxn(request: unknown): boolean {
  if (typeof request !== 'object' || request === null) return false;
  return Object.entries(request).every(
    ([field, ops]) => field === 'success' && Array.isArray(ops) && ops.every(isRange),
  );
}

function isRange(op: unknown): boolean {
  return typeof op === 'object' && op !== null && Object.keys(op).join() === 'request_range';
}
