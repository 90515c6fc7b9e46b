import { expect, it } from 'vitest';
import { changedFields } from './changed-fields.ts';

const yaml = (text: string) => ({ text, language: 'yaml' as const });
const told = (before: string, after: string): readonly string[] =>
  changedFields(yaml(before), yaml(after)).map((field) => `${field.path}: ${field.before} > ${field.after}`);

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    deployment.kubernetes.io/revision: "3"
  generation: 4
  name: web
spec:
  replicas: 3
  template:
    spec:
      containers:
      - image: web:1
        name: web
        ports:
        - containerPort: 80
      - image: log:1
        name: log
status: {}
`;

it('finds what differs, wherever it lies, and counters last', () => {
  const after = deployment
    .replace('generation: 4', 'generation: 5')
    .replace('replicas: 3', 'replicas: 5')
    .replace('log:1', 'log:2')
    .replace('containerPort: 80', 'containerPort: 8080')
    .replace('revision: "3"', 'revision: "4"');
  expect(told(deployment, after)).toEqual([
    'metadata.annotations.deployment.kubernetes.io/revision: "3" > "4"',
    'spec.replicas: 3 > 5',
    'spec.template.spec.containers[0].ports[0].containerPort: 80 > 8080',
    'spec.template.spec.containers[1].image: log:1 > log:2',
    'metadata.generation: 4 > 5',
  ]);
  expect(told(deployment, deployment)).toEqual([]);
});

it('tells what came and what went', () => {
  const after = deployment.replace('status: {}', 'status:\n  replicas: 3').replace('  name: web\n', '');
  expect(told(deployment, after)).toEqual([
    'status.replicas: null > 3',
    'metadata.name: web > null',
    'status: {} > null',
  ]);
});

it('takes a text of many lines for one field', () => {
  const map = (line: string): string => `data:\n  app.yaml: |\n    a: 1\n\n    ${line}\n  other: x\nkind: ConfigMap\n`;
  expect(told(map('b: 2'), map('b: 3'))).toEqual(['data.app.yaml: |\na: 1\n\nb: 2 > |\na: 1\n\nb: 3']);
});

it('reads lists of texts, and names in quotes', () => {
  expect(told('a:\n- x\n- y: z\n', 'a:\n- x\n- y: w\n')).toEqual(['a[1].y: z > w']);
  expect(told('a:\n- x\n', 'a:\n- "b:c"\n- q\n')).toEqual(['a[0]: x > "b:c"', 'a[1]: null > q']);
  expect(told('"a: b": 1\n', '"a: b": 2\n')).toEqual(['"a: b": 1 > 2']);
});

it('reads JSON', () => {
  const json = (value: unknown) => ({ text: JSON.stringify(value), language: 'json' as const });
  const fields = changedFields(json({ spec: { size: 1, tags: ['a'] } }), json({ spec: { size: 2, tags: ['a', 'b'] } }));
  expect(fields).toEqual([
    { path: 'spec.size', before: '1', after: '2' },
    { path: 'spec.tags[1]', before: null, after: 'b' },
  ]);
  expect(changedFields({ text: '{', language: 'json' }, json({ a: 1 }))).toHaveLength(1);
});
