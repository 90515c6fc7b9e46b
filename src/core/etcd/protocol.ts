import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fromJSON, type MethodDefinition } from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import { boundedAnswer } from './answer-bounds.ts';
import type { ServiceName } from './rpc-kinds.ts';

/** One RPC: its path, and how its messages become bytes and back. */
export type Rpc = MethodDefinition<object, object>;

/** Returns an RPC by service and name; etcd3 says `range` and `hashKV` where the wire says `Range` and `HashKV`. */
export function rpc(service: ServiceName, method: string): Rpc {
  const found = definitions[`etcdserverpb.${service}`]?.[`${method.charAt(0).toUpperCase()}${method.slice(1)}`];
  if (found === undefined) throw new Error(`etcd has no RPC ${service}.${method}`);
  return { ...found, responseDeserialize: boundedAnswer(service, found.responseDeserialize) };
}

const definitions = load();

type Definitions = Readonly<Record<string, Readonly<Record<string, Rpc>> | undefined>>;

function load(): Definitions {
  const packageFile = createRequire(import.meta.url).resolve('etcd3/package.json');
  const root = new protobuf.Root().loadSync(join(dirname(packageFile), 'proto', 'rpc.proto'), { keepCase: true });
  addNewerFields(root);
  takeAnyText(root);
  const options = { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true };
  // fromJSON's type also covers messages and enums; the lookups above ask for services only.
  const loaded = fromJSON(root.toJSON(), options) as unknown as Definitions;
  const { Range, RangeStream, ...kv } = loaded['etcdserverpb.KV'] ?? {};
  if (Range === undefined || RangeStream === undefined) throw new Error('rpc.proto has no KV.Range');
  return { ...loaded, 'etcdserverpb.KV': { ...kv, Range: asBytes(Range), RangeStream: asBytes(RangeStream) } };
}

// Up to 3.6 etcd sends a string as it was given to it: the name of a member need not be UTF-8, and must not cost the
// rest of the answer. What is not UTF-8 is read as U+FFFD.
function takeAnyText(namespace: protobuf.NamespaceBase): void {
  for (const nested of namespace.nestedArray) {
    if (nested instanceof protobuf.Type) nested.setOption('features', { utf8_validation: 'NONE' });
    if (nested instanceof protobuf.Namespace) takeAnyText(nested);
  }
}

/** Leaves the answer as it came: `RangeAnswer` reads it. */
function asBytes(found: Rpc): Rpc {
  return { ...found, responseDeserialize: (bytes) => bytes };
}

// etcd3's file is that of etcd 3.5.0-alpha. From 3.4 to 3.7 etcd only ever added, so one superset speaks to all, and
// what an older server leaves out arrives as the field's default.
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
