import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goldenObjects, kubernetesSources } from '../../../testing/kubernetes/golden-objects.ts';
import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { printYaml } from './print-yaml.ts';
import { yamlToJson } from './read-yaml.ts';

/** The folders of the golden data, which has each object's YAML beside its JSON. */
const folders = ['api', 'apiextensions-apiserver'].map((repository) =>
  join(
    kubernetesSources() ?? '',
    'src/k8s.io',
    repository,
    repository === 'api' ? 'testdata/HEAD' : 'pkg/apis/testdata/HEAD',
  ),
);

function goldenYaml(name: string): string | null {
  const file = folders.map((folder) => join(folder, `${name}.yaml`)).find((one) => existsSync(one));
  return file === undefined ? null : readFileSync(file, 'utf8');
}

describe.skipIf(kubernetesSources() === null)('golden objects', () => {
  it('are printed as Kubernetes prints them, and read back', () => {
    const objects = goldenObjects().flatMap(({ name, json }) => {
      const yaml = goldenYaml(name);
      return yaml === null ? [] : [{ name, json, yaml }];
    });
    expect(objects.length).toBeGreaterThan(180);
    expect(objects.filter(({ json, yaml }) => printYaml(readJson(json)) !== yaml).map(({ name }) => name)).toEqual([]);
    const isReadBack = ({ json, yaml }: { json: string; yaml: string }) =>
      printYaml(readJson(yamlToJson(yaml))) === printYaml(readJson(json));
    expect(objects.filter((object) => !isReadBack(object)).map(({ name }) => name)).toEqual([]);
  });
});
