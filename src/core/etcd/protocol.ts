import protobuf from 'protobufjs';
import { readPackageFile } from '../assets/product-files.ts';
import { boundedAnswer } from './answer-bounds.ts';
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
  const found = root.lookupService(`etcdserverpb.${service}`).methods[name];
  if (!found?.resolvedRequestType || !found.resolvedResponseType) {
    throw new Error(`etcd has no RPC ${service}.${method}`);
  }
  const { resolvedRequestType: request, resolvedResponseType: response } = found;
  const decode = isReadInParts(service, name) ? (bytes: Buffer) => bytes : decoderOf(response);
  return {
    path: `/etcdserverpb.${service}/${name}`,
    requestStream: found.requestStream === true,
    responseStream: found.responseStream === true,
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

const root = load();

function load(): protobuf.Root {
  const loaded = new protobuf.Root();
  for (const name of ['kv', 'auth', 'rpc']) {
    protobuf.parse(readPackageFile(`etcd3/proto/${name}.proto`), loaded, { keepCase: true });
  }
  addNewerFields(loaded);
  takeAnyText(loaded);
  loaded.resolveAll();
  return loaded;
}

// Up to 3.6 etcd does not check its strings: a member's name need not be UTF-8, and must not fail the whole answer.
// Invalid bytes decode to U+FFFD.
function takeAnyText(namespace: protobuf.NamespaceBase): void {
  for (const nested of namespace.nestedArray) {
    if (nested instanceof protobuf.Type) nested.setOption('features', { utf8_validation: 'NONE' });
    if (nested instanceof protobuf.Namespace) takeAnyText(nested);
  }
}

// etcd3's file is of etcd 3.5.0-alpha. From 3.4 to 3.7 etcd only added fields, so one superset fits all; a field that
// an older server leaves out has its default.
function addNewerFields(root: protobuf.Root): void {
  const { Field, Method, Type } = protobuf;
  const message = (name: string): protobuf.Type => root.lookupType(`etcdserverpb.${name}`);
  const pkg = root.lookup('etcdserverpb');
  if (!(pkg instanceof protobuf.Namespace)) throw new Error('rpc.proto has no package etcdserverpb');

  pkg.add(new Type('DowngradeInfo').add(new Field('enabled', 1, 'bool')).add(new Field('targetVersion', 2, 'string')));
  message('StatusResponse')
    .add(new Field('dbSizeQuota', 12, 'int64'))
    .add(new Field('downgradeInfo', 13, 'DowngradeInfo'));
  message('HashKVResponse').add(new Field('hash_revision', 4, 'int64'));
  message('SnapshotResponse').add(new Field('version', 4, 'string'));
  pkg.add(new Type('RangeStreamResponse').add(new Field('range_response', 1, 'RangeResponse')));
  root
    .lookupService('etcdserverpb.KV')
    .add(new Method('RangeStream', 'rpc', 'RangeRequest', 'RangeStreamResponse', false, true));
}
