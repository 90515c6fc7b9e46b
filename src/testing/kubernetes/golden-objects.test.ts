import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { goldenObjects, kubernetesSources } from './golden-objects.ts';
import { registryEntries } from './registry-mix.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etcdeck-golden-'));
  vi.stubEnv('ETCDECK_KUBERNETES_SRC', folder);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function write(place: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, place), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, place, name), text);
}

describe('golden objects', () => {
  it('are read from the packages of Debian and from checkouts, with compact JSON', () => {
    write('src/k8s.io/api/testdata/HEAD', {
      'core.v1.Pod.pb': 'pod',
      'core.v1.Pod.json': '{\n  "10": "a  \\" : ,\\n",\n  "9": [\n    {}\n  ]\n}',
      'core.v1.Pod.yaml': 'a: b',
      'core.v1.Pod.after_roundtrip.pb': 'later',
    });
    write('apiextensions-apiserver/pkg/apis/testdata/HEAD', { 'x.v1.Crd.pb': 'crd', 'x.v1.Crd.json': '{}' });
    expect(goldenObjects()).toEqual([
      { name: 'core.v1.Pod', stored: Buffer.from('pod'), json: '{"10":"a  \\" : ,\\n","9":[{}]}' },
      { name: 'x.v1.Crd', stored: Buffer.from('crd'), json: '{}' },
    ]);
  });

  it('are those of an older release where it is named', () => {
    write('api/testdata/v1.33.0', { 'core.v1.Pod.pb': 'old', 'core.v1.Pod.json': '{}' });
    expect(goldenObjects('v1.33.0').map(({ stored }) => Buffer.from(stored).toString())).toEqual(['old']);
    expect(() => goldenObjects()).toThrow('no golden objects of HEAD');
  });

  it('are not looked for where no sources are named', () => {
    vi.stubEnv('ETCDECK_KUBERNETES_SRC', '');
    expect(kubernetesSources()).toBeNull();
    expect(() => goldenObjects()).toThrow('ETCDECK_KUBERNETES_SRC');
  });
});

describe('a registry made of them', () => {
  it('has each object under a key of its own, as Kubernetes lays them out', () => {
    const names = [
      ...['core.v1.Event', 'coordination.k8s.io.v1.Lease', 'core.v1.ConfigMap', 'core.v1.Secret', 'core.v1.Service'],
      ...['core.v1.ServiceAccount', 'core.v1.Namespace', 'discovery.k8s.io.v1.EndpointSlice'],
      ...['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].map(
        (kind) => `rbac.authorization.k8s.io.v1.${kind}`,
      ),
    ];
    const golden = names.map((name) => ({ name, stored: Buffer.from(name), json: '{}' }));
    const entries = [...registryEntries(golden, 250)];
    const keys = entries.map(({ key }) => Buffer.from(key).toString());
    expect(new Set(keys).size).toBe(250);
    expect(new Set(entries.map(({ value }) => value)).size).toBe(names.length);
    const service = entries.findIndex(({ value }) => Buffer.from(value).toString() === 'core.v1.Service');
    expect(keys[service]).toMatch(/^\/registry\/services\/specs\/namespace-\d+\/object-\d+$/);
    const role = entries.findIndex(({ value }) => Buffer.from(value).toString().endsWith('.ClusterRole'));
    expect(keys[role]).toMatch(/^\/registry\/clusterroles\/object-\d+$/);
    expect(() => [...registryEntries(golden.slice(1), 1)]).toThrow('no core.v1.Event');
  });
});
