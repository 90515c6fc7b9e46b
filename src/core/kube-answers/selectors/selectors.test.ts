import { beforeAll, describe, expect, it } from 'vitest';
import { type AnswersWorld, answersWorld } from '../../../testing/kubernetes/answers-world.ts';
import { Refusal } from '../answers/status.ts';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'app', labels: { app: 'web', 'example.com/tier': 'front', count: '7' } },
  spec: { nodeName: 'node-1', containers: [], hostNetwork: true },
  status: { phase: 'Running', podIP: '10.0.0.1' },
};
const event = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'e', namespace: 'app' },
  involvedObject: { kind: 'Node', name: 'node-1' },
  reportingComponent: 'kubelet',
  type: 'Normal',
};

describe('selectors', () => {
  let world: AnswersWorld;

  beforeAll(async () => {
    world = await answersWorld();
  });

  async function selects(
    labels: string | null,
    fields: string | null,
    object: { readonly apiVersion: string; readonly kind: string } = pod,
    asked = object.apiVersion,
  ): Promise<boolean> {
    const served = world.served(asked, object.kind === 'Pod' ? 'pods' : 'events');
    const opened = await world.answers.open(served, world.stored(JSON.stringify(object), 1));
    return world.answers.selector(served, labels, fields)?.matches(opened) ?? true;
  }

  it.each([
    ['app=web', true],
    ['app==web', true],
    ['app=other', false],
    ['app!=web', false],
    ['missing!=web', true],
    ['app in (api, web)', true],
    ['app in (api,other)', false],
    ['app notin (api)', true],
    ['missing notin (api)', true],
    ['app', true],
    ['missing', false],
    ['!missing', true],
    ['! app', false],
    ['app=web,!missing , count>6', true],
    ['count>7', false],
    ['count<8', true],
    ['missing=', false],
    ['example.com/tier=front', true],
    ['', true],
  ])('by labels: %s', async (text, expected) => {
    expect(await selects(text, null)).toBe(expected);
  });

  it.each([
    ['metadata.name=web', true],
    ['metadata.name!=web', false],
    ['metadata.namespace=app,spec.nodeName=node-1', true],
    ['spec.nodeName=node-1,status.phase!=Running', false],
    ['status.nominatedNodeName=', true],
    ['spec.hostNetwork=true', true],
    ['status.podIP==10.0.0.1', true],
  ])('by fields of a pod: %s', async (text, expected) => {
    expect(await selects(null, text)).toBe(expected);
  });

  it.each([
    ['involvedObject.name=node-1,involvedObject.namespace=,involvedObject.kind=Node', true],
    ['source=kubelet', true],
    ['type!=Normal', false],
  ])('by fields of an event: %s', async (text, expected) => {
    expect(await selects(null, text, event)).toBe(expected);
  });

  it('name what an event of events.k8s.io calls otherwise', async () => {
    expect(await selects(null, 'regarding.name=node-1', event, 'events.k8s.io/v1')).toBe(true);
    expect(await selects(null, 'reportingController=other', event, 'events.k8s.io/v1')).toBe(false);
  });

  it('tell the one name or namespace that can match, so that less is read', () => {
    const served = world.served('v1', 'pods');
    const selector = world.answers.selector(served, null, 'metadata.name=web,metadata.namespace=app');
    expect(selector).toMatchObject({ name: 'web', namespace: 'app' });
    expect(world.answers.selector(served, null, 'metadata.name!=web')).toMatchObject({ name: null, namespace: null });
    expect(world.answers.selector(served, '', '')).toBeNull();
  });

  it.each([
    ['app=web,', null, 'unable to parse requirement'],
    ['=web', null, 'unable to parse requirement'],
    ['app in web', null, "found 'web', expected: '('"],
    ['app in (web', null, "expected: ',' or ')'"],
    ['app=we b', null, "found 'b', expected: ',' or 'end of string'"],
    ['app=-web', null, 'values[0][]: Invalid value: "-web"'],
    [`app=${'x'.repeat(70_000)}`, null, 'it is too long'],
    [null, 'spec.other=1', 'field label not supported: spec.other'],
    [null, 'status.phase', "can't understand 'status.phase'"],
    [null, 'status.phase=a\\b', 'invalid escape sequence'],
    [null, 'a=b,'.repeat(200), 'too many terms'],
  ])('are refused with the words of the API server: %s %s', (labels, fields, words) => {
    const parse = () => world.answers.selector(world.served('v1', 'pods'), labels, fields);
    expect(parse).toThrow(words);
    expect(parse).toThrow(Refusal);
    try {
      parse();
    } catch (error) {
      expect(error).toMatchObject({ status: { code: 400, reason: 'BadRequest' } });
    }
  });
});
