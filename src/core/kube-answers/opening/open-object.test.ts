import { beforeAll, describe, expect, it } from 'vitest';
import {
  type AnswersWorld,
  answersWorld,
  asMetadata,
  asProtobuf,
  asTable,
  registry,
  wholeList,
} from '../../../testing/kubernetes/answers-world.ts';
import { readOnly } from '../answers/status.ts';
import type { StoredEntry } from '../kube-answers.ts';

const secretText = 'hunter2-of-the-cluster';
const inBase64 = Buffer.from(secretText).toString('base64');
const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'password',
    namespace: 'app',
    labels: { app: 'web' },
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"password"},"data":{"password":"${inBase64}"}}\n`,
    },
  },
  type: 'Opaque',
  data: { password: inBase64 },
};

describe('a stored object', () => {
  let masked: AnswersWorld;
  let revealed: AnswersWorld;

  beforeAll(async () => {
    masked = await answersWorld({ reveal: false });
    revealed = await answersWorld();
  });

  async function answered(
    world: AnswersWorld,
    apiVersion: string,
    resource: string,
    entry: StoredEntry,
  ): Promise<string> {
    const served = world.served(apiVersion, resource);
    const form = world.answers.form(served, 'application/json', null);
    return Buffer.concat(world.answers.object(served, form, await world.answers.open(served, entry))).toString();
  }

  it.each([['application/json'], [asProtobuf], [asTable], [asMetadata]])(
    'has the data of a Secret covered, also where it was applied: %s',
    async (accept) => {
      const entry = masked.stored(JSON.stringify(secret), 5);
      const served = masked.served('v1', 'secrets');
      for (const includeObject of ['None', 'Metadata', 'Object']) {
        const list = (await wholeList(masked, served, accept, [entry], { includeObject })).toString('latin1');
        expect(list).toContain('password');
        expect(list).not.toContain(inBase64);
        expect(list).not.toContain(secretText);
      }
      const open = await wholeList(revealed, served, 'application/json', [entry]);
      expect(open.toString()).toContain(inBase64);
    },
  );

  it('stays a Secret that every client can read when it is covered', async () => {
    const entry = masked.stored(JSON.stringify(secret), 5);
    const text = await answered(masked, 'v1', 'secrets', entry);
    const object: { data: { password: string }; metadata: { labels: object; resourceVersion: string } } =
      JSON.parse(text);
    expect(Buffer.from(object.data.password, 'base64').toString()).toBe('•••••••• (22 bytes)');
    expect(object.metadata).toMatchObject({ labels: { app: 'web' }, resourceVersion: '5' });
    expect((await masked.answers.open(masked.served('v1', 'secrets'), entry)).isMasked).toBe(true);
  });

  it('keeps its names and labels where what it holds cannot be covered in place', async () => {
    const packed = Buffer.from(JSON.stringify(secret)).toString('base64');
    const map = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'backup', namespace: 'app' },
      binaryData: { b: packed },
    };
    const text = await answered(masked, 'v1', 'configmaps', masked.stored(JSON.stringify(map), 5));
    expect(text).not.toContain(packed.slice(10, 60));
    expect(JSON.parse(text)).toMatchObject({ metadata: { name: 'backup', namespace: 'app' } });
  });

  it('is answered in another version of the same shape, and in its own', async () => {
    const job = {
      apiVersion: 'batch/v1beta1',
      kind: 'CronJob',
      metadata: { name: 'j', namespace: 'app' },
      spec: { schedule: '* * * * *' },
    };
    const entry = revealed.stored(JSON.stringify(job), 3);
    expect(JSON.parse(await answered(revealed, 'batch/v1', 'cronjobs', entry)).apiVersion).toBe('batch/v1');
    expect(JSON.parse(await answered(revealed, 'batch/v1beta1', 'cronjobs', entry)).apiVersion).toBe('batch/v1beta1');
  });

  it('is an Event of events.k8s.io by its other names', async () => {
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'app' },
      involvedObject: { kind: 'Pod', name: 'web' },
      message: 'hello',
      reason: 'Started',
      source: { component: 'kubelet' },
      count: 4,
      series: { count: 9, lastObservedTime: '2026-11-28T18:00:00.000000Z' },
    };
    const entry = revealed.stored(JSON.stringify(event), 3);
    expect(JSON.parse(await answered(revealed, 'events.k8s.io/v1', 'events', entry))).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      regarding: { kind: 'Pod', name: 'web' },
      note: 'hello',
      deprecatedSource: { component: 'kubelet' },
      deprecatedCount: 4,
      series: { count: 9 },
    });
    const table = await wholeList(revealed, revealed.served('events.k8s.io/v1', 'events'), asTable, [entry]);
    expect(JSON.parse(table.toString()).rows[0].cells).toContain('pod/web');
  });

  it('is an autoscaler of v1 with the one metric that v1 knows', async () => {
    const cpu = {
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
    };
    const autoscaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'h', namespace: 'app' },
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 5, metrics: [cpu] },
      status: { desiredReplicas: 3, currentReplicas: 3 },
    };
    const entry = revealed.stored(JSON.stringify(autoscaler), 3);
    const text = await answered(revealed, 'autoscaling/v1', 'horizontalpodautoscalers', entry);
    expect(JSON.parse(text).spec).toEqual({
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 5,
      targetCPUUtilizationPercentage: 80,
    });
  });

  it('is printed as Go prints it where it is stored as JSON', async () => {
    const map =
      '{"metadata":{"namespace":"app","name":"m"},"data":{"b":"2","a":"1"},"kind":"ConfigMap","apiVersion":"v1"}';
    const entry = { key: registry, value: Buffer.from(map), modRevision: 3 };
    expect(await answered(revealed, 'v1', 'configmaps', entry)).toBe(
      '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"m","namespace":"app","resourceVersion":"3"},"data":{"a":"1","b":"2"}}\n',
    );
  });

  it('leaves out what a newer release has stored as JSON', async () => {
    const map =
      '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"m","novel":[1]},"data":{"a":"1"},"other~/x":{}}';
    const entry = { key: registry, value: Buffer.from(map), modRevision: 3 };
    expect(await answered(revealed, 'v1', 'configmaps', entry)).toBe(
      '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"m","resourceVersion":"3"},"data":{"a":"1"}}\n',
    );
  });

  it.each([
    ['encrypted', Buffer.from('k8s:enc:aescbc:v1:key1:....'), 'it is encrypted by aescbc with the key "key1"'],
    ['damaged', Buffer.concat([Buffer.from('k8s\0'), Buffer.from([0x12, 0x7f, 1])]), 'at byte 5 of the value'],
    ['no object', Buffer.from('hello'), 'it is no object of Kubernetes'],
    ['CBOR', Buffer.from([0xd9, 0xd9, 0xf7, 0xa0]), 'it is no object of Kubernetes'],
  ])('fails its list by name: %s', async (_, value, words) => {
    const opening = revealed.answers.open(revealed.served('v1', 'configmaps'), {
      key: Buffer.from('/registry/configmaps/app/m'),
      value,
      modRevision: 3,
    });
    await expect(opening).rejects.toThrow(words);
    await expect(opening).rejects.toThrow('/registry/configmaps/app/m');
    await expect(opening).rejects.toMatchObject({ status: { code: 500, reason: 'StorageReadError' } });
  });

  it('fails in a version that it cannot be converted to', async () => {
    const ingress = {
      apiVersion: 'networking.k8s.io/v1beta1',
      kind: 'Ingress',
      metadata: { name: 'i', namespace: 'app' },
    };
    const entry = revealed.stored(JSON.stringify(ingress), 3);
    const asked = revealed.answers.open(revealed.served('networking.k8s.io/v1', 'ingresses'), entry);
    await expect(asked).rejects.toThrow(
      'stored as Ingress of networking.k8s.io/v1beta1, which is not converted to networking.k8s.io/v1',
    );
  });
});

it('names the revision in a refusal to write', () => {
  expect(readOnly(42).status).toMatchObject({ code: 405, message: 'read-only: served by etcdeck from revision 42' });
});

it.each([
  ['log', 'etcd holds no logs'],
  ['exec', 'etcd holds no running containers'],
  ['portforward', 'etcd holds no running containers'],
])('says of a refused %s that it is not stored', (subresource, why) => {
  expect(readOnly(42, subresource).status.message).toBe(
    `read-only: served by etcdeck from revision 42; ${why}, so that this cannot be answered from it`,
  );
});
