import { beforeAll, describe, expect, it } from 'vitest';
import { type AnswersWorld, answersWorld, asProtobuf, asTable } from '../../../testing/kubernetes/answers-world.ts';
import { decodeObject } from '../../kubernetes-storage/codec/decode.ts';
import { ProtoFields } from '../../kubernetes-storage/heads/proto-fields.ts';
import type { Served } from '../resources/served-resource.ts';
import { expired } from './status.ts';

const json = JSON.stringify({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'conf', namespace: 'app' },
  data: { a: '1' },
});

describe('a watch', () => {
  let world: AnswersWorld;
  let maps: Served;

  beforeAll(async () => {
    world = await answersWorld();
    maps = world.served('v1', 'configmaps');
  });

  const framesFor = (accept: string) => world.answers.watch(maps, world.answers.form(maps, accept, null));
  const opened = () => world.answers.open(maps, world.stored(json, 7));
  const parsed = (frame: Uint8Array): unknown => JSON.parse(Buffer.from(frame).toString());

  it('has a line of JSON for each event', async () => {
    const frames = framesFor('application/json');
    const frame = Buffer.from(frames.event('MODIFIED', await opened())).toString();
    expect(frame.indexOf('\n')).toBe(frame.length - 1);
    expect(JSON.parse(frame)).toEqual({
      type: 'MODIFIED',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { name: 'conf', namespace: 'app', resourceVersion: '7' },
        data: { a: '1' },
      },
    });
  });

  it('marks revisions, and the end of what was there', () => {
    const frames = framesFor('application/json');
    expect(parsed(frames.bookmark(9, false))).toEqual({
      type: 'BOOKMARK',
      object: { kind: 'ConfigMap', apiVersion: 'v1', metadata: { resourceVersion: '9' } },
    });
    expect(parsed(frames.bookmark(9, true))).toMatchObject({
      object: { metadata: { resourceVersion: '9', annotations: { 'k8s.io/initial-events-end': 'true' } } },
    });
  });

  it('ends with a Status', () => {
    const { status } = expired(30, 7);
    expect(parsed(framesFor('application/json').error(status))).toEqual({ type: 'ERROR', object: status });
    expect(status).toMatchObject({ code: 410, reason: 'Expired', message: 'too old resource version: 7 (30)' });
  });

  it('has columns in the first event of a table alone', async () => {
    const frames = framesFor(asTable);
    const rows = [{ cells: ['conf', 1, '<unknown>'], object: { metadata: { resourceVersion: '7' } } }];
    expect(parsed(frames.event('ADDED', await opened()))).toMatchObject({
      object: {
        kind: 'Table',
        metadata: { resourceVersion: '7' },
        columnDefinitions: [{ name: 'Name' }, {}, {}],
        rows,
      },
    });
    expect(parsed(frames.event('ADDED', await opened()))).toMatchObject({ object: { columnDefinitions: null, rows } });
  });

  it('has in protobuf a length before each event, and whole objects within', async () => {
    const frames = framesFor(asProtobuf);
    const read = (frame: Uint8Array) => {
      const bytes = Buffer.from(frame);
      expect(bytes.readUInt32BE(0)).toBe(bytes.length - 4);
      const event = new ProtoFields(bytes.subarray(4));
      return [event.text(1), JSON.parse(decodeObject(world.schema, event.message(2).bytes(1)).json)];
    };
    expect(read(frames.event('DELETED', await opened()))).toMatchObject([
      'DELETED',
      { metadata: { resourceVersion: '7' } },
    ]);
    expect(read(frames.bookmark(8, true))).toMatchObject(['BOOKMARK', { kind: 'ConfigMap' }]);
    expect(read(frames.error(expired(null, null).status))).toMatchObject(['ERROR', { kind: 'Status', code: 410 }]);
  });
});
