import { fromJSON, type MethodDefinition } from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import { readPackageFile } from '../assets/product-files.ts';
import { boundedAnswer } from './answer-bounds.ts';
import type { ServiceName } from './rpc-kinds.ts';

/** One RPC: its path, and its messages' encoders and decoders. */
export type Rpc = MethodDefinition<object, object>;

/** Returns an RPC by service and name. etcd3 says `range` and `hashKV` for the wire's `Range` and `HashKV`. */
export function rpc(service: ServiceName, method: string): Rpc {
  // A member of 3.4 that joins between a look at the versions and the call would be ended by it: no look allows it.
  if (service === 'Auth' && method === 'authStatus')
    throw new Error('AuthStatus ends members of 3.4: it is never sent');
  const found = definitions[`etcdserverpb.${service}`]?.[`${method.charAt(0).toUpperCase()}${method.slice(1)}`];
  if (found === undefined) throw new Error(`etcd has no RPC ${service}.${method}`);
  return { ...found, responseDeserialize: boundedAnswer(service, found.responseDeserialize) };
}

const definitions = load();

type Definitions = Readonly<Record<string, Readonly<Record<string, Rpc>> | undefined>>;

function load(): Definitions {
  const root = new protobuf.Root();
  for (const name of ['kv', 'auth', 'rpc'])
    protobuf.parse(readPackageFile(`etcd3/proto/${name}.proto`), root, { keepCase: true });
  root.resolveAll();
  addNewerFields(root);
  takeAnyText(root);
  const options = { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true };
  // fromJSON's type also covers messages and enums; these paths are services only.
  const loaded = fromJSON(root.toJSON(), options) as unknown as Definitions;
  const { Range, RangeStream, ...kv } = loaded['etcdserverpb.KV'] ?? {};
  if (Range === undefined || RangeStream === undefined) throw new Error('rpc.proto has no KV.Range');
  return { ...loaded, 'etcdserverpb.KV': { ...kv, Range: asBytes(Range), RangeStream: asBytes(RangeStream) } };
}

// Up to 3.6 etcd does not check its strings: a member's name need not be UTF-8, and must not fail the whole answer.
// Invalid bytes decode to U+FFFD.
function takeAnyText(namespace: protobuf.NamespaceBase): void {
  for (const nested of namespace.nestedArray) {
    if (nested instanceof protobuf.Type) nested.setOption('features', { utf8_validation: 'NONE' });
    if (nested instanceof protobuf.Namespace) takeAnyText(nested);
  }
}

/** Keeps the answer as bytes, for `RangeAnswer`. */
function asBytes(found: Rpc): Rpc {
  return { ...found, responseDeserialize: (bytes) => bytes };
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
