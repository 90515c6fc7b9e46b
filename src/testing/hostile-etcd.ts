import { createHash } from 'node:crypto';
import type { ServerHttp2Stream } from 'node:http2';
import { rpc } from '../core/etcd/protocol.ts';
import type { ServiceName } from '../core/etcd/rpc-kinds.ts';
import { framed, startGrpcServer } from './grpc-server.ts';
import { hostileText } from './hostile-texts.ts';

/**
 * `answers`: answers every call with hostile texts in every text field. `refuses`: refuses every call with a hostile
 * text. `turns`: answers the calls that open a connection, and refuses all others.
 */
export type HostileManner = 'answers' | 'refuses' | 'turns';

/** A malicious server that speaks etcd's API. */
export interface HostileEtcd {
  readonly endpoint: string;
  /** The names of the received calls, such as `KV.Range`. */
  readonly calls: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Starts a server without TLS on 127.0.0.1. */
export async function startHostileEtcd(manner: HostileManner): Promise<HostileEtcd> {
  const calls = new Set<string>();
  const server = await startGrpcServer((name, stream) => {
    const [service = '', method = ''] = name.split('/');
    const call = `${service}.${method}`;
    calls.add(call);
    const known = definitionOf(service, method);
    const isRefused = known === null || manner === 'refuses' || (manner === 'turns' && call !== 'Maintenance.Status');
    if (known === null || isRefused) return refuse(stream, manner === 'turns' ? 2 : 14);
    void firstMessage(stream).then((bytes) => {
      const answers = messagesOf(call, known.requestDeserialize(bytes), server.endpoint);
      stream.respond(
        // A byte of C1, which HTTP/2 lets pass in a header.
        { ':status': 200, 'content-type': 'application/grpc', 'x-said': 'a\u009b2Jb' },
        { waitForTrailers: true },
      );
      stream.on('wantTrailers', () => stream.sendTrailers(trailersOf(call === 'Watch.Watch' ? 14 : 0)));
      for (const answer of answers) stream.write(framed(known.responseSerialize(answer)));
      stream.end();
    });
  });
  return { endpoint: server.endpoint, calls, close: () => server.close() };
}

function definitionOf(service: string, method: string): ReturnType<typeof rpc> | null {
  try {
    return rpc(service as ServiceName, method); // what is none has no definition, and throws
  } catch {
    return null;
  }
}

function refuse(stream: ServerHttp2Stream, status: number): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...trailersOf(status) }, { endStream: true });
}

function trailersOf(status: number): Readonly<Record<string, string>> {
  return {
    'grpc-status': String(status),
    ...(status === 0 ? {} : { 'grpc-message': encodeURIComponent(hostileText) }),
  };
}

function firstMessage(stream: ServerHttp2Stream): Promise<Buffer> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    stream.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 5 || received.length < 5 + received.readUInt32BE(1)) return;
      resolve(received.subarray(5, 5 + received.readUInt32BE(1)));
    });
  });
}

const header = { cluster_id: '1', member_id: '1', revision: '7', raft_term: '2' };

/** The value keeps its lines when it is shown as text, and so forges none. */
const value = Buffer.from(hostileText.replace('FORGED', 'value'));
const keyValue = { key: Buffer.from(`/${hostileText}`), value, create_revision: '5', mod_revision: '6', version: '2' };

/** The messages that answer a call. */
function messagesOf(call: string, request: object, endpoint: string): readonly object[] {
  switch (call) {
    case 'Maintenance.Status': {
      const downgradeInfo = { enabled: true, targetVersion: hostileText };
      return [{ header, version: hostileText, downgradeInfo, leader: '1', dbSize: '9', errors: [hostileText] }];
    }
    case 'Maintenance.Alarm':
      return [{ header, alarms: [{ memberID: '1', alarm: 'Nospace' }] }];
    case 'Maintenance.Snapshot':
      return snapshot();
    case 'Cluster.MemberList':
      return [{ header, members: membersAt(endpoint) }];
    case 'KV.Range':
      return [rangeOf(request)];
    case 'KV.Txn':
      return [{ header, succeeded: true, responses: operationsOf(request).map(answerTo) }];
    case 'Watch.Watch':
      return watched();
    default:
      return [{ header, token: hostileText }];
  }
}

function membersAt(endpoint: string): readonly object[] {
  const urls = { peerURLs: [`http://${hostileText}`], clientURLs: [endpoint] };
  return [
    { ID: '1', name: hostileText, ...urls },
    { ID: '2', name: hostileText, peerURLs: [hostileText], clientURLs: [`http://${hostileText}:2379`] },
    { ID: '3', name: '', peerURLs: [hostileText], clientURLs: [] },
  ];
}

/** A key that is asked for by name, or the one there is where a range has it: what was not asked for is refused. */
function rangeOf(request: object): object {
  const { key, range_end: end } = request as { readonly key: Buffer; readonly range_end: Buffer }; // as etcd names them
  if (end.length === 0) return { header, kvs: [{ ...keyValue, key }], count: '1' };
  const isIn = keyValue.key.compare(key) >= 0 && (end.equals(Buffer.of(0)) || keyValue.key.compare(end) < 0);
  return { header, kvs: isIn ? [keyValue] : [], count: isIn ? '1' : '0' };
}

function operationsOf(request: object): readonly object[] {
  const { success } = request as { readonly success: readonly object[] }; // as etcd names it
  return success;
}

function answerTo(operation: object): object {
  if ('request_range' in operation && operation.request_range) {
    return { response_range: rangeOf(operation.request_range) };
  }
  if ('request_put' in operation && operation.request_put) return { response_put: { header } };
  return { response_delete_range: { header, deleted: '1', prev_kvs: [keyValue] } };
}

/** A database of nothing, and its hash. */
function snapshot(): readonly object[] {
  const blob = Buffer.alloc(1_024);
  const version = hostileText;
  return [
    { header, blob, remaining_bytes: '0', version },
    { header, blob: createHash('sha256').update(blob).digest(), remaining_bytes: '0', version },
  ];
}

/** A watch that sends two changes, after which the stream breaks. */
function watched(): readonly object[] {
  const events = [
    { type: 'Put', kv: keyValue, prev_kv: keyValue },
    { type: 'Delete', kv: { key: keyValue.key, mod_revision: '7' }, prev_kv: keyValue },
  ];
  return [
    { header, watch_id: '0', created: true },
    { header, watch_id: '0', events },
  ];
}
