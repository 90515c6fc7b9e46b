import { beforeAll, describe, expect, it } from 'vitest';
import { testPorts } from '../../../testing/ports.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../../kubernetes-storage/codec/load-schema.ts';
import { type KubernetesSchema, messageOf } from '../../kubernetes-storage/codec/schema.ts';
import { readTypeMeta } from '../../kubernetes-storage/codec/type-meta.ts';
import type { ObjectMessage } from '../objects/served-object.ts';
import { ObjectView } from '../view/object-view.ts';
import { Ages } from './ages.ts';
import { podCells } from './pod.ts';
import type { Cell } from './printer.ts';
import { UsualPods } from './usual-pod.ts';

const ages = new Ages({ now: () => Date.UTC(2026, 10, 16) });

describe('a usual pod', () => {
  let schema: KubernetesSchema;
  beforeAll(async () => {
    schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
  });

  function stored(pod: object): ObjectMessage {
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...pod });
    const raw = readTypeMeta(encodeObject(schema, json, null))?.raw;
    const message = messageOf(schema, 'v1', 'Pod');
    if (raw === undefined || message === undefined) throw new Error('the schema has no pods');
    return { raw, message };
  }

  function inFull({ message, raw }: ObjectMessage): readonly Cell[] {
    const view = new ObjectView(message, raw);
    const metadata = view.message('metadata');
    const age = ages.since(metadata.time('creationTimestamp'));
    return podCells(view, { metadata, name: metadata.text('name'), age, ages });
  }

  it('has the row that is made of any pod', () => {
    const pods = new UsualPods();
    const random = randomFrom(7);
    let usual = 0;
    const count = 3_000;
    for (let at = 0; at < count; at++) {
      const object = stored(somePod(random, at));
      const cells = pods.cells(object, ages);
      if (cells === null) continue;
      usual += 1;
      expect(cells).toEqual(inFull(object));
    }
    expect(usual).toBeGreaterThan(count / 5);
    expect(usual).toBeLessThan(count);
  });

  it.each<[string, object]>([
    ['an init container', { spec: { containers: [], initContainers: [{ name: 'i' }] } }],
    ['a gate', { spec: { containers: [], readinessGates: [{ conditionType: 'a' }] } }],
    ['a reason', { status: { reason: 'Evicted' } }],
    ['an end', { status: { phase: 'Failed' } }],
    ['a deletion', { metadata: { deletionTimestamp: '2026-11-01T00:00:00Z' } }],
    ['a waiting container', { status: { containerStatuses: [statusOf({ waiting: { reason: 'Crash' } })] } }],
    ['a condition that gates it', { status: { conditions: [condition('PodScheduled', 'SchedulingGated')] } }],
  ])('has not %s', (_, pod) => {
    expect(new UsualPods().cells(stored(pod), ages)).toBeNull();
  });

  it('is not damaged', () => {
    const { message, raw } = stored(somePod(() => 0, 1));
    expect(new UsualPods().cells({ message, raw: raw.subarray(0, raw.length - 1) }, ages)).toBeNull();
  });

  it('has no second metadata, which would be merged with the first', () => {
    const { message, raw } = stored(somePod(() => 0, 1));
    const twice = Buffer.concat([raw, Buffer.of(0x0a, 0)]);
    expect(new UsualPods().cells({ message, raw: twice }, ages)).toBeNull();
  });
});

/** Returns numbers below a bound, the same for the same seed. */
function randomFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

function condition(type: string, reason = ''): object {
  return { type, status: 'True', reason };
}

function statusOf(state: object, more: object = {}): object {
  return { name: 'c', ready: true, restartCount: 1, image: '', imageID: '', lastState: {}, state, ...more };
}

function somePod(random: (bound: number) => number, at: number): object {
  const rarely = <T>(value: T): T | undefined => (random(12) === 1 ? value : undefined);
  const often = <T>(value: T): T | undefined => (random(5) === 1 ? undefined : value);
  const finished = { terminated: { exitCode: 1, finishedAt: '2026-11-15T00:00:00Z' } };
  const states = [{ running: {} }, { running: {} }, { running: {} }, {}, { waiting: { reason: 'W' } }, finished];
  const phases = ['Running', 'Running', 'Running', 'Pending', 'Succeeded', 'Completed', ''];
  const containers = Array.from({ length: random(4) }, (_, place) => ({ name: `c${place}` }));
  return {
    metadata: {
      name: `pod-${at}${random(3) === 0 ? '-ü' : ''}`,
      creationTimestamp: often('2026-11-01T00:00:00Z'),
      deletionTimestamp: rarely('2026-11-15T00:00:00Z'),
    },
    spec: {
      containers,
      nodeName: often(`worker-${random(20)}`),
      initContainers: rarely([{ name: 'i', restartPolicy: 'Always' }]),
      readinessGates: rarely([{ conditionType: 'Ready' }]),
    },
    status: {
      phase: phases[random(phases.length)],
      reason: rarely('Evicted'),
      nominatedNodeName: rarely('worker-1'),
      podIPs: often([{ ip: `10.0.0.${random(250)}` }, { ip: '::1' }]),
      conditions: [condition('Ready'), condition('PodScheduled', rarely('SchedulingGated'))],
      containerStatuses: containers.map(() =>
        statusOf(states[random(random(6) + 1)] ?? {}, {
          ready: random(4) > 0,
          restartCount: random(3),
          lastState: rarely(finished),
        }),
      ),
    },
  };
}
