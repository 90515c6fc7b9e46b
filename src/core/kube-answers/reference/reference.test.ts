import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AnswersWorld,
  answersWorld,
  asProtobuf,
  asTable,
  objectsIn,
  registry,
  wholeList,
} from '../../../testing/kubernetes/answers-world.ts';
import { goldenObjects, kubernetesSources } from '../../../testing/kubernetes/golden-objects.ts';
import { digestOf, type Recorded } from '../../../testing/kubernetes/recorded-answers.ts';
import { decodeObject } from '../../kubernetes-storage/codec/decode.ts';
import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { readTypeMeta } from '../../kubernetes-storage/codec/type-meta.ts';
import { readEntries, WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';
import { inEnvelope } from '../answers/protobuf-object.ts';
import type { StoredEntry } from '../kube-answers.ts';
import { convertDefinition } from '../objects/convert-definition.ts';
import { JsonParts } from '../objects/json-text.ts';
import { customResource } from '../resources/custom-definition.ts';
import type { Served } from '../resources/served-resource.ts';

/** The answers whose objects a server changes while it reads them: by a default, or by a field that is another's copy. */
const setOnRead = [
  ...['apps/v1 DaemonSet', 'apps/v1 Deployment', 'apps/v1 ReplicaSet', 'apps/v1 StatefulSet'],
  ...['batch/v1 CronJob', 'batch/v1 Job', 'resource.k8s.io/v1 ResourceSlice', 'storage.k8s.io/v1 CSINode'],
  ...['v1 Node', 'v1 Pod', 'v1 PodTemplate', 'v1 ReplicationController', 'v1 Secret'],
];

/** Returns an object's answers in JSON, as each way to ask for it has it. */
async function inJson(world: AnswersWorld, served: Served, entry: StoredEntry): Promise<readonly Uint8Array[]> {
  const { answers } = world;
  const form = answers.form(served, 'application/json', null);
  const object = await answers.open(served, entry);
  const list = (await wholeList(world, served, 'application/json', [entry])).toString();
  const named = `{"kind":${JSON.stringify(served.resource.kind)},"apiVersion":${JSON.stringify(served.apiVersion)},`;
  // An item names neither its kind nor its version: its list does.
  const item = `${named}${list.slice(list.indexOf('"items":[{') + '"items":[{'.length, list.lastIndexOf(']}'))}\n`;
  const event = Buffer.from(answers.watch(served, form).event('ADDED', object)).toString();
  const before = '{"type":"ADDED","object":';
  expect([event.slice(0, before.length), event.slice(-2)]).toEqual([before, '}\n']);
  return [
    Buffer.concat(answers.object(served, form, object)),
    Buffer.from(item),
    Buffer.from(`${event.slice(before.length, -2)}\n`),
  ];
}

/** Returns an object's answers in protobuf, each as an object of its own. */
async function inProtobuf(world: AnswersWorld, served: Served, entry: StoredEntry): Promise<readonly Uint8Array[]> {
  const { answers } = world;
  const form = answers.form(served, asProtobuf, null);
  const object = await answers.open(served, entry);
  const single = Buffer.concat(answers.object(served, form, object));
  const list = readTypeMeta(await wholeList(world, served, asProtobuf, [entry]));
  const raw = fieldsOf(list?.raw ?? new Uint8Array()).get(2) ?? new Uint8Array();
  const event = Buffer.from(answers.watch(served, form).event('ADDED', object));
  expect(event.readUInt32BE(0)).toBe(event.length - 4);
  const parts = fieldsOf(new Uint8Array(event.subarray(4)));
  expect(Buffer.from(parts.get(1) ?? '').toString()).toBe('ADDED');
  const inEvent = fieldsOf(parts.get(2) ?? new Uint8Array()).get(1) ?? new Uint8Array();
  return [single, inEnvelope(served.apiVersion, served.resource.kind, [raw]), inEvent];
}

/** Returns what a message's fields of bytes contain, by their numbers. */
function fieldsOf(message: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const reader = new WireReader(message);
  return new Map(readEntries(message).map((entry) => [entry.number, reader.contents(entry)]));
}

/** What a table of a row's object is given, as it is in JSON. */
interface Row {
  readonly cells: readonly unknown[];
  readonly conditions?: unknown;
  readonly object: { readonly metadata: { readonly name: string; readonly namespace?: string } };
}

const recorded: Recorded = JSON.parse(readFileSync(new URL('./recorded.json', import.meta.url), 'utf8'));

describe('answers beside those of a kube-apiserver on the same etcd', () => {
  let world: AnswersWorld;

  beforeAll(async () => {
    world = await answersWorld({ now: recorded.now });
  });

  const running = objectsIn(new URL('./running-objects.yaml', import.meta.url)).map((json) => {
    const object: { apiVersion: string; kind: string; metadata: Row['object']['metadata'] } = JSON.parse(json);
    return { ...object, json };
  });

  it.each(Object.keys(recorded.tables))('have the same cells in the table of %s', async (name) => {
    const [apiVersion = '', resource = ''] = name.split(' ');
    const served = world.served(apiVersion, resource);
    const entries = running
      .filter((one) => one.apiVersion === apiVersion && one.kind === served.resource.kind)
      .map(({ json }, place) => world.stored(json, place + 1));
    const table: { rows: readonly Row[] } = JSON.parse((await wholeList(world, served, asTable, entries)).toString());
    const cells = table.rows.map(({ cells, conditions, object: { metadata } }) => [
      `${metadata.namespace ?? ''}/${metadata.name}`,
      conditions === undefined ? cells : [...cells, conditions],
    ]);
    expect(Object.fromEntries(cells)).toEqual(recorded.tables[name]);
  });

  it.skipIf(kubernetesSources() === null)(
    'have the same bytes for golden objects in JSON, and the same object in protobuf, by get, list and watch',
    async () => {
      const golden = new Map(goldenObjects().map(({ json, stored }) => [nameOf(json), stored]));
      const differing = new Set<string>();
      for (const [name, { revision, json, protobuf }] of Object.entries(recorded.golden)) {
        const [apiVersion = '', kind = ''] = name.split(' ');
        const row = world.table.find((one) => one.kind === kind && apiVersion.startsWith(one.group));
        const served = world.served(apiVersion, row?.resource ?? '');
        const entry = { key: registry, value: golden.get(name) ?? new Uint8Array(), modRevision: revision };
        for (const text of await inJson(world, served, entry)) if (digestOf(text) !== json) differing.add(name);
        if (protobuf === null) continue;
        for (const bytes of await inProtobuf(world, served, entry)) {
          const decoded = decodeObject(world.schema, bytes).json;
          if (digestOf(Buffer.from(decoded)) !== protobuf) differing.add(name);
        }
      }
      expect([...differing].sort()).toEqual(setOnRead);
    },
  );

  describe('of a custom resource', () => {
    const { stored, revision, definition, lists } = recorded.custom;
    const [first, ...objects] = stored;
    const entries = objects.map(
      ({ key, value, modRevision }): StoredEntry => ({ key: Buffer.from(key), value: Buffer.from(value), modRevision }),
    );

    function widgets(): Served {
      const text = convertDefinition(new JsonParts(first?.value ?? '', readJson(first?.value ?? '')));
      const facts = { registry, apiVersionOf: () => null };
      const resource = customResource(new JsonParts(text, readJson(text)), text, facts);
      if (resource === null) throw new Error('the definition is of no resource');
      return { resource, version: 'v1', apiVersion: 'example.com/v1' };
    }

    it('are its definition in v1, though it is stored in v1beta1', async () => {
      expect(first?.value).toContain('"apiextensions.k8s.io/v1beta1"');
      const served = world.served('apiextensions.k8s.io/v1', 'customresourcedefinitions');
      const entry = { key: registry, value: Buffer.from(first?.value ?? ''), modRevision: first?.modRevision ?? 0 };
      const form = world.answers.form(served, 'application/json', null);
      const answer = Buffer.concat(world.answers.object(served, form, await world.answers.open(served, entry)));
      expect(answer.toString()).toBe(definition);
    });

    it.each(Object.keys(lists))('are the same list for %s', async (accept) => {
      const list = (await wholeList(world, widgets(), accept, entries, { revision })).toString();
      const withoutDescriptions = (text = '') => text.replace(/"description":"(?:[^"\\]|\\.)*"/g, '"description":""');
      expect(withoutDescriptions(list)).toBe(withoutDescriptions(lists[accept]));
    });
  });
});

function nameOf(json: string): string {
  const { apiVersion, kind }: { apiVersion?: string; kind?: string } = JSON.parse(json);
  return `${apiVersion} ${kind}`;
}
