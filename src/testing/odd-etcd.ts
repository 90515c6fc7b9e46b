import { type Rpc, rpc } from '../core/etcd/protocol.ts';
import type { ServiceName } from '../core/etcd/rpc-kinds.ts';
import { framed, prefixBytes, startGrpcServer } from './grpc-server.ts';

/** The answer to a call: messages, each with the RPC that it answers, or a refusal. */
export type OddAnswer =
  | { readonly messages: readonly (readonly [Rpc, object])[] }
  | { readonly status: number; readonly words: string };

/** A received call: its name (`KV/Txn`), its request, and the number of calls before it. */
export interface OddCall {
  readonly name: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly before: number;
}

/** A server that speaks etcd's gRPC without TLS, and answers as no etcd does. */
export interface OddEtcd {
  readonly endpoint: string;
  /** The received calls, by name. */
  readonly calls: readonly string[];
  close(): void;
}

/** A client that sends this many calls would never stop. */
const mostCalls = 60;

/** Starts a member that answers each call as the test defines. */
export async function startOddEtcd(answer: (call: OddCall) => OddAnswer): Promise<OddEtcd> {
  const calls: string[] = [];
  const server = await startGrpcServer((name, stream) => {
    const parts: Buffer[] = [];
    const before = calls.push(name) - 1;
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const head = { ':status': 200, 'content-type': 'application/grpc' };
      const [service = '', method = ''] = name.split('/');
      const { requestDeserialize } = rpc(service as ServiceName, method); // as the path has it
      const request = requestDeserialize(Buffer.concat(parts).subarray(prefixBytes)) as OddCall['request'];
      const said = before >= mostCalls ? { status: 3, words: 'asked without end' } : answer({ name, request, before });
      if ('status' in said) {
        stream.respond(
          { ...head, 'grpc-status': String(said.status), 'grpc-message': said.words },
          { endStream: true },
        );
        return;
      }
      stream.respond(head, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      for (const [{ responseSerialize }, message] of said.messages) stream.write(framed(responseSerialize(message)));
      stream.end();
    });
  });
  return { endpoint: server.endpoint, calls, close: () => void server.close() };
}

/** The header of every answer, always of the same cluster. */
export const oddHeader = { cluster_id: '1', member_id: '1', revision: '10' };
