import { describe, expect, it } from 'vitest';
import { testPorts } from '../../../testing/ports.ts';
import { loadKubernetesSchema } from '../codec/load-schema.ts';
import { canDecode } from '../codec/schema.ts';
import { builtInAt, builtInKind } from './built-in.ts';
import { namespacesPrefix, objectKey, readObjectKey } from './object-key.ts';
import { registryOf, registryPrefix } from './registries.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const text = (some: Uint8Array | null) => some && Buffer.from(some).toString();
const registry = bytes('/registry/');
const read = (key: string, prefix = registry) => {
  const place = readObjectKey(prefix, bytes(key));
  return place && [place.group, place.resource, place.namespace, place.name].map((part) => part ?? '-').join(' ');
};

describe('the object of a key', () => {
  it.each([
    ['/registry/configmaps/ns/cm1', '- configmaps ns cm1'],
    ['/registry/services/specs/ns/service1', '- services ns service1'],
    ['/registry/services/endpoints/ns/ep1', '- endpoints ns ep1'],
    ['/registry/minions/node1', '- nodes - node1'],
    ['/registry/controllers/ns/rc1', '- replicationcontrollers ns rc1'],
    ['/registry/ingress/ns/i3', '- ingresses ns i3'],
    ['/registry/podsecuritypolicy/restricted', '- podsecuritypolicies - restricted'],
    ['/registry/clusterroles/system:node', '- clusterroles - system:node'],
    ['/registry/clustertrustbundles/example.com:signer:abcd', '- clustertrustbundles - example.com:signer:abcd'],
    ['/registry/apiregistration.k8s.io/apiservices/v1.foo.com', 'apiregistration.k8s.io apiservices - v1.foo.com'],
    [
      '/registry/apiextensions.k8s.io/customresourcedefinitions/x.y.io',
      'apiextensions.k8s.io customresourcedefinitions - x.y.io',
    ],
    ['/registry/cr.bar.com/foos/ns/cr1foo', 'cr.bar.com foos ns cr1foo'],
    ['/registry/custom.fancy.com/pants/cr2pant', 'custom.fancy.com pants - cr2pant'],
    ['/registry/leases/kube-node-lease/n1', '- leases kube-node-lease n1'],
    ['/registry/ipaddresses/192.168.2.3', '- ipaddresses - 192.168.2.3'],
    ['/registry/masterleases/10.0.0.1', '- masterleases - 10.0.0.1'],
    ['/registry/ranges/serviceips', '- ranges - serviceips'],
    ['/registry/newthings/ns/deep/er', '- newthings ns deep/er'],
    ['/registry/secrets/ns/\ufeffname', '- secrets ns \ufeffname'],
  ])('%s', (key, expected) => {
    expect(read(key)).toBe(expected);
  });

  it.each([
    '/registry/health',
    '/registry/',
    'compact_rev_key',
    '/registry/pods/',
    '/registry/cr.bar.com/foos',
    '/app/x',
  ])('is none: %s', (key) => {
    expect(read(key)).toBeNull();
  });

  it('is told beneath OpenShift’s prefixes and others', () => {
    expect(read('/openshift.io/routes/shop/web', bytes('/openshift.io/'))).toBe('- routes shop web');
    expect(read('/openshift.io/oauth/clients/console', bytes('/openshift.io/'))).toBe('- oauthclients - console');
    expect(read('/kubernetes.io/minions/m1', bytes('/kubernetes.io/'))).toBe('- nodes - m1');
    expect(read('/kubernetes.io/config.openshift.io/clusterversions/version', bytes('/kubernetes.io/'))).toBe(
      'config.openshift.io clusterversions - version',
    );
    expect(read('/clusters/a/pods/ns/p', bytes('/clusters/a/'))).toBe('- pods ns p');
  });
});

describe('the key of an object', () => {
  it.each([
    ['v1', 'Pod', 'ns', 'p', '/registry/pods/ns/p'],
    ['v1', 'Node', null, 'n', '/registry/minions/n'],
    ['v1', 'Node', 'ns', 'n', '/registry/minions/n'],
    ['v1', 'Service', 'ns', 's', '/registry/services/specs/ns/s'],
    ['v1', 'Endpoints', 'ns', 's', '/registry/services/endpoints/ns/s'],
    ['networking.k8s.io/v1', 'Ingress', 'ns', 'i', '/registry/ingress/ns/i'],
    ['apps/v1', 'ReplicaSet', 'ns', 'r', '/registry/replicasets/ns/r'],
    ['apiregistration.k8s.io/v1', 'APIService', null, 'v1.a', '/registry/apiregistration.k8s.io/apiservices/v1.a'],
    ['serving.knative.dev/v1', 'Service', 'ns', 's', null],
    ['gateway.networking.k8s.io/v1', 'Gateway', 'ns', 'g', null],
    ['v1', 'Pod', null, 'p', null],
    ['v1', 'Pod', 'ns', '', null],
    ['v1', 'Thing', 'ns', 't', null],
  ])('%s %s %s/%s', (apiVersion, kind, namespace, name, expected) => {
    expect(text(objectKey(registry, { apiVersion, kind }, namespace, name))).toBe(expected);
  });

  it('leads back to the object', () => {
    for (const { kind, resource, isNamespaced, path } of [builtInAt('minions'), builtInAt('services/specs')].flatMap(
      (one) => one ?? [],
    )) {
      const key = objectKey(registry, { apiVersion: 'v1', kind }, 'ns', 'name') ?? new Uint8Array();
      expect(text(key)).toContain(`/registry/${path}/`);
      expect(readObjectKey(registry, key)).toMatchObject({ resource, namespace: isNamespaced ? 'ns' : null });
    }
  });

  it('finds the namespaces of an OpenShift registry in Kubernetes’ own', () => {
    expect(text(namespacesPrefix(bytes('/openshift.io/')))).toBe('/kubernetes.io/namespaces/');
    expect(text(namespacesPrefix(registry))).toBe('/registry/namespaces/');
  });
});

describe('the registry of a key', () => {
  it.each([
    ['/registry/cr.bar.com/foos/ns/x', '/registry/'],
    ['/openshift.io/routes/ns/x', '/openshift.io/'],
    ['/clusters/a/pods/ns/p', '/clusters/a/'],
    ['/clusters/a/services/specs/ns/s', '/clusters/a/'],
    ['/pods/nodes/minions/n', '/pods/nodes/'],
    ['/clusters/a/cr.bar.com/foos/ns/x', null],
    ['/app/config', null],
    ['bare', null],
  ])('%s: %s', (key, expected) => {
    expect(text(registryOf(bytes(key)))).toBe(expected);
  });

  it('ends with a slash', () => {
    expect(text(registryPrefix(bytes('/a')))).toBe('/a/');
    expect(text(registryPrefix(bytes('/a/')))).toBe('/a/');
  });
});

it('names kinds that the schema has', async () => {
  const schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
  for (const [apiVersion, kind] of [
    ['v1', 'Node'],
    ['apps/v1', 'Deployment'],
    ['resource.k8s.io/v1', 'ResourceClaim'],
    ['networking.k8s.io/v1', 'ServiceCIDR'],
    ['storage.k8s.io/v1', 'CSIStorageCapacity'],
    ['flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration'],
  ] as const) {
    expect(builtInKind(apiVersion, kind)?.kind).toBe(kind);
    expect(canDecode(schema, apiVersion, kind)).toBe(true);
  }
});
