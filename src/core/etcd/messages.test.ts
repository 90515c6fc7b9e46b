import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import protobuf from 'protobufjs';
import { expect, it } from 'vitest';

// Reading etcd's proto files takes longer than all else of a short command: what is used of them is kept as data.
it('are those of the client library’s proto files, with what newer etcds added', async () => {
  const root = new protobuf.Root();
  for (const name of ['kv', 'auth', 'rpc']) {
    const file = createRequire(import.meta.url).resolve(`etcd3/proto/${name}.proto`);
    protobuf.parse(readFileSync(file, 'utf8'), root, { keepCase: true });
  }
  addNewerFields(root);
  takeAnyText(root);
  const messages: Record<string, Record<string, unknown>> = {};
  const rpcs: Record<string, Record<string, unknown>> = {};
  for (const pkg of root.nestedArray) {
    if (!(pkg instanceof protobuf.Namespace)) continue;
    for (const nested of pkg.nestedArray) {
      if (nested instanceof protobuf.Service) rpcs[nested.name] = rpcsOf(nested);
      else messages[pkg.name] = { ...messages[pkg.name], [nested.name]: nested.toJSON() };
    }
  }
  const text = `{ "rpcs": ${inLines(rpcs)}, "messages": ${inLines(messages)} }\n`;
  await expect(text).toMatchFileSnapshot('./messages.json');
});

/** An object of objects, one of these in a line. */
function inLines(groups: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  const lines = Object.entries(groups).map(([group, entries]) => {
    const each = Object.entries(entries).map(([name, json]) => `${JSON.stringify(name)}: ${JSON.stringify(json)}`);
    return `${JSON.stringify(group)}: {\n${each.join(',\n')}\n}`;
  });
  return `{\n${lines.join(',\n')}\n}`;
}

function rpcsOf({ methodsArray }: protobuf.Service): Record<string, unknown> {
  return Object.fromEntries(
    methodsArray.map(({ name, requestType, responseType, requestStream, responseStream }) => [
      name,
      { requestType, responseType, requestStream: requestStream === true, responseStream: responseStream === true },
    ]),
  );
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
