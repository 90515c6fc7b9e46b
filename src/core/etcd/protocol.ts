import { boundedAnswer } from './answer-bounds.ts';
import { messageShape } from './message-shape.ts';
import described from './messages.json' with { type: 'json' };
import { readMessage } from './read-message.ts';
import type { ServiceName } from './rpc-kinds.ts';
import { writeMessage } from './write-message.ts';

/** One RPC: its path, and its messages' encoders and decoders, as gRPC's client takes them. */
export interface Rpc {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly requestSerialize: (request: object) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => object;
  readonly responseSerialize: (response: object) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => object;
}

/**
 * Returns an RPC by service and name. etcd3 says `range` and `hashKV` for the wire's `Range` and `HashKV`. Libraries
 * describe every message, or write code for it: either takes as long as the rest of a short command.
 */
export function rpc(service: ServiceName, method: string): Rpc {
  // A member of 3.4 that joins between a look at the versions and the call would be ended by it: no look allows it.
  if (service === 'Auth' && method === 'authStatus')
    throw new Error('AuthStatus ends members of 3.4: it is never sent');
  const name = `${method.charAt(0).toUpperCase()}${method.slice(1)}`;
  const found = rpcs[service]?.[name];
  if (found === undefined) throw new Error(`etcd has no RPC ${service}.${method}`);
  const request = messageShape(found.requestType, 'etcdserverpb');
  const response = messageShape(found.responseType, 'etcdserverpb');
  const decode = isReadInParts(service, name)
    ? (bytes: Buffer) => bytes
    : (bytes: Buffer) => readMessage(response, bytes);
  return {
    path: `/etcdserverpb.${service}/${name}`,
    requestStream: found.requestStream,
    responseStream: found.responseStream,
    requestSerialize: (message) => writeMessage(request, message),
    requestDeserialize: (bytes) => readMessage(request, bytes),
    responseSerialize: (message) => writeMessage(response, message),
    responseDeserialize: boundedAnswer(service, decode),
  };
}

/** Whether an answer stays bytes, for `RangeAnswer`. */
const isReadInParts = (service: ServiceName, name: string): boolean =>
  service === 'KV' && /^Range(Stream)?$/.test(name);

const rpcs: Readonly<Record<string, Readonly<Record<string, DescribedRpc | undefined>> | undefined>> = described.rpcs;

/** An RPC of the proto files. */
interface DescribedRpc {
  readonly requestType: string;
  readonly responseType: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}
