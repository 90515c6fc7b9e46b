import { expect, it } from 'vitest';
import { negotiate } from './negotiate.ts';

const table = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const protobuf = 'application/vnd.kubernetes.protobuf';

it.each([
  [null, 'json', 'whole'],
  ['*/*', 'json', 'whole'],
  ['application/json', 'json', 'whole'],
  [`${table},application/json`, 'json', 'table'],
  ['application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json', 'json', 'whole'],
  ['application/json;g=meta.k8s.io;v=v1;as=PartialObjectMetadata,application/json', 'json', 'metadata'],
  [`${protobuf},application/json`, 'protobuf', 'whole'],
  [`${protobuf};stream=watch,application/json;stream=watch`, 'protobuf', 'whole'],
  [
    `${protobuf};as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1`,
    'json',
    'metadata',
  ],
  ['application/yaml,application/json;q=0.5', 'json', 'whole'],
  [`application/json;q=0.1, ${protobuf};q=0.9`, 'protobuf', 'whole'],
])('agrees on %s', (accept, media, shape) => {
  expect(negotiate(accept, null, true)).toMatchObject({ media, shape });
});

it('answers custom resources in JSON', () => {
  expect(negotiate(`${protobuf},application/json`, null, false).media).toBe('json');
  expect(() => negotiate(protobuf, null, false)).toThrow('only the following media types are accepted');
});

it('refuses what it has no form for', () => {
  expect(() => negotiate('application/yaml', null, true)).toThrow('only the following media types are accepted');
  expect(() => negotiate(table, 'All', true)).toThrow('unrecognized includeObject value: "All"');
});
