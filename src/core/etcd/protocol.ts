import protobuf from 'protobufjs';
import { boundedAnswer } from './answer-bounds.ts';
import described from './messages.json' with { type: 'json' };
import type { ServiceName } from './rpc-kinds.ts';

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
 * Returns an RPC by service and name. etcd3 says `range` and `hashKV` for the wire's `Range` and `HashKV`. gRPC's own
 * loader also describes every message for reflection, which takes longer than the rest of a short command's start.
 */
export function rpc(service: ServiceName, method: string): Rpc {
  // A member of 3.4 that joins between a look at the versions and the call would be ended by it: no look allows it.
  if (service === 'Auth' && method === 'authStatus')
    throw new Error('AuthStatus ends members of 3.4: it is never sent');
  const name = `${method.charAt(0).toUpperCase()}${method.slice(1)}`;
  const found = rpcs[service]?.[name];
  if (found === undefined) throw new Error(`etcd has no RPC ${service}.${method}`);
  const request = messageType(found.requestType, 'etcdserverpb');
  const response = messageType(found.responseType, 'etcdserverpb');
  const decode = isReadInParts(service, name) ? (bytes: Buffer) => bytes : decoderOf(response);
  return {
    path: `/etcdserverpb.${service}/${name}`,
    requestStream: found.requestStream,
    responseStream: found.responseStream,
    requestSerialize: encoderOf(request),
    requestDeserialize: decoderOf(request),
    responseSerialize: encoderOf(response),
    responseDeserialize: boundedAnswer(service, decode),
  };
}

/** Whether an answer stays bytes, for `RangeAnswer`. */
const isReadInParts = (service: ServiceName, name: string): boolean =>
  service === 'KV' && /^Range(Stream)?$/.test(name);

const encoderOf =
  (type: protobuf.Type) =>
  (message: object): Buffer =>
    // On Node protobufjs writes into Buffers.
    type.encode(type.fromObject(message)).finish() as Buffer;

const decoderOf =
  (type: protobuf.Type) =>
  (bytes: Buffer): object =>
    type.toObject(type.decode(bytes), { longs: String, enums: String, defaults: true, oneofs: true });

const rpcs: Readonly<Record<string, Readonly<Record<string, DescribedRpc | undefined>> | undefined>> = described.rpcs;

/** An RPC of the proto files. */
interface DescribedRpc {
  readonly requestType: string;
  readonly responseType: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

/** The messages that were asked for so far: a command needs few of them. */
const root = new protobuf.Root();

/** Returns a message's type by a name of the proto files, read in a package. Adds it with all that its fields name. */
function messageType(name: string, pkg: string): protobuf.Type {
  const found = find(name, pkg);
  if (found === null) throw new Error(`etcd's proto files have no ${name}`);
  add(found);
  root.resolveAll();
  return root.lookupType(`${found.pkg}.${found.name}`);
}

/** A message or an enum that stands in a package itself. */
interface Described {
  readonly pkg: string;
  readonly name: string;
  readonly json: protobuf.IType | protobuf.IEnum;
}

const packages: Readonly<Record<string, Readonly<Record<string, Described['json'] | undefined>> | undefined>> =
  described.messages;

function find(name: string, pkg: string): Described | null {
  const [first = '', second] = name.split('.');
  const json = packages[pkg]?.[first];
  if (json !== undefined) return { pkg, name: first, json };
  const elsewhere = second === undefined ? undefined : packages[first]?.[second];
  return second === undefined || elsewhere === undefined ? null : { pkg: first, name: second, json: elsewhere };
}

function add({ pkg, name, json }: Described): void {
  const namespace = root.define(pkg);
  if (namespace.get(name) !== null) return;
  if ('values' in json) {
    namespace.add(protobuf.Enum.fromJSON(name, json));
    return;
  }
  namespace.add(protobuf.Type.fromJSON(name, json));
  for (const type of typesNamedIn(json)) {
    // Others are scalars, or stand in the message itself.
    const found = find(type, pkg);
    if (found !== null) add(found);
  }
}

function typesNamedIn({ fields, nested = {} }: protobuf.IType): readonly string[] {
  const inside = Object.values(nested).flatMap((each) => ('fields' in each ? typesNamedIn(each) : []));
  return [...Object.values(fields).map(({ type }) => type), ...inside];
}
