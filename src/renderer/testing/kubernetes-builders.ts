import type { Api } from '../../contract/api.ts';
import type { ObjectView, RegistryObject, RegistryResource } from '../../contract/kubernetes.ts';
import type { KubernetesReport } from '../../contract/kubernetes-reports.ts';
import type { DecodedValue } from '../../contract/values.ts';
import { bytesOf } from '../ui/byte-text.ts';
import { type Script, scriptedApi } from './scripted-api.ts';

/** The registry that core finds. */
export const registry = { prefix: bytesOf('/registry/'), isKine: false };

export const aResource = (resource: string, group: string | null = null): RegistryResource => ({
  resource,
  group,
  prefix: bytesOf(`/registry/${resource}/`),
  isNamespaced: null,
});

export const anObject = (name: string, namespace: string | null = 'shop'): RegistryObject => ({
  key: { key: bytesOf(`/registry/pods/${namespace}/${name}`), createRevision: 3, modRevision: 9, version: 4 },
  namespace,
  name,
});

export const aDecoded = (overrides: Partial<DecodedValue> = {}): DecodedValue => ({
  codec: 'kubernetes',
  codecs: ['kubernetes', 'hex'],
  text: 'kind: Pod\n',
  language: 'yaml',
  canEncode: true,
  notes: [],
  object: null,
  ...overrides,
});

export const aView = (overrides: Partial<ObjectView> = {}): ObjectView => ({
  entry: {
    key: bytesOf('/registry/pods/shop/web-0'),
    value: new Uint8Array(3),
    createRevision: 3,
    modRevision: 9,
    version: 4,
    lease: null,
    isMasked: false,
    bytes: 812,
  },
  decoded: aDecoded(),
  name: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web-0' },
  storedAs: 'protobuf',
  managers: [],
  managersLeftOut: 0,
  links: [],
  finalizers: [],
  deletionTimestamp: null,
  secretData: [],
  kubectl: 'kubectl get pod -n shop web-0 -o yaml',
  ...overrides,
});

const aTimeline = async () => ({ oldestRevision: 2, headRevision: 9, sightings: [{ revision: 9, at: Date.now() }] });

/** Returns an API with a small registry; a test replaces its answers. */
export function kubernetesApi(
  kubernetes: Partial<Api['kubernetes']> = {},
  plans: Partial<Api['plans']> = {},
  more: Script = {},
) {
  return scriptedApi({
    history: { timeline: aTimeline },
    kubernetes: {
      registries: async () => [registry],
      async *resources() {
        yield [aResource('pods'), aResource('nodes')];
        yield [aResource('velero.io/backups', 'velero.io')];
      },
      async *namespaces() {
        yield ['kube-system', 'shop'];
      },
      async *objects() {
        yield { objects: [anObject('web-0'), anObject('web-1')], revision: 9, complete: true, next: null };
      },
      object: async () => ({ object: aView(), revision: 9 }),
      ...kubernetes,
    },
    plans,
    ...more,
  });
}

export const aSnapshotReport = (changes: Partial<KubernetesReport> = {}): KubernetesReport => ({
  revision: 9,
  objects: 36,
  unnamedObjects: 0,
  bytes: 9_000,
  use: [],
  largest: [],
  busiest: [],
  findings: [],
  dataTime: 0,
  findingCounts: {
    staleLease: 0,
    stuckDelete: 0,
    missingNamespace: 0,
    danglingOwner: 0,
    eventWithoutLease: 0,
    damaged: 0,
  },
  events: { objects: 0, bytes: 0, leases: 0 },
  storedVersions: [],
  encryption: [{ resource: 'secrets', provider: null, keyName: null, objects: 34 }],
  helmReleases: [],
  ...changes,
});
