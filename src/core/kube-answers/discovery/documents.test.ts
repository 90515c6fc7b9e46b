import { beforeAll, describe, expect, it } from 'vitest';
import { type AnswersWorld, answersWorld, objectsIn, registry } from '../../../testing/kubernetes/answers-world.ts';
import { decodeObject } from '../../kubernetes-storage/codec/decode.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { JsonParts } from '../objects/json-text.ts';
import { builtInResources, type StoredSample } from '../resources/built-in-resources.ts';
import { customResource } from '../resources/custom-definition.ts';
import { groupsOf } from '../resources/group-order.ts';
import { newestVersion } from '../resources/kubernetes-version.ts';
import { Catalogue } from '../resources/served-resource.ts';
import { byVersion } from '../resources/version-order.ts';

const aggregated = 'application/json;v=v2;as=APIGroupDiscoveryList;g=apidiscovery.k8s.io,application/json';

describe('the documents of a registry', () => {
  let world: AnswersWorld;
  let catalogue: Catalogue;

  const samples: readonly StoredSample[] = [
    { path: 'cronjobs', apiVersions: ['batch/v1beta1'], kind: 'CronJob' },
    { path: 'ingress', apiVersions: ['networking.k8s.io/v1beta1'], kind: 'Ingress' },
    { path: 'horizontalpodautoscalers', apiVersions: ['autoscaling/v2'], kind: 'HorizontalPodAutoscaler' },
    { path: 'podsecuritypolicy', apiVersions: ['policy/v1beta1'], kind: 'PodSecurityPolicy' },
    { path: 'leasecandidates', apiVersions: ['coordination.k8s.io/v1alpha2'], kind: 'LeaseCandidate' },
  ];

  function catalogueOf(stored: readonly StoredSample[]): Catalogue {
    const [definition = ''] = objectsIn(new URL('../reference/custom-objects.yaml', import.meta.url));
    const parts = new JsonParts(definition, readJson(definition));
    const custom = customResource(parts, definition, { registry, apiVersionOf: () => null });
    const resources = [
      ...builtInResources(world.schema, world.table, registry, stored),
      ...(custom === null ? [] : [custom]),
    ];
    return new Catalogue(registry, resources, groupsOf(resources), 'v1.33.4');
  }

  beforeAll(async () => {
    world = await answersWorld();
    catalogue = catalogueOf(samples);
  });

  function at<T>(path: string, accept: string | null = null): T {
    const document = world.answers.document(catalogue, path, accept);
    if (document === null) throw new Error(`there is nothing at ${path}`);
    return JSON.parse(Buffer.from(document.body).toString());
  }
  const versionsOf = (group: string, resource: string, from = catalogue) =>
    from.resources.find((one) => one.group === group && one.resource === resource)?.versions ?? [];

  it('serve the versions that what is stored can be answered in', () => {
    expect(versionsOf('batch', 'cronjobs')).toEqual(['v1', 'v1beta1']);
    expect(versionsOf('networking.k8s.io', 'ingresses')).toEqual(['v1beta1']);
    expect(versionsOf('autoscaling', 'horizontalpodautoscalers')).toEqual(['v2', 'v1']);
    expect(versionsOf('policy', 'podsecuritypolicies')).toEqual(['v1beta1']);
    expect(versionsOf('coordination.k8s.io', 'leasecandidates')).toEqual(['v1beta1', 'v1alpha2']);
  });

  it('serve what all of several stored versions can be answered in', () => {
    const mixed = {
      path: 'horizontalpodautoscalers',
      apiVersions: ['autoscaling/v1', 'autoscaling/v2'],
      kind: 'HorizontalPodAutoscaler',
    };
    expect(versionsOf('autoscaling', 'horizontalpodautoscalers', catalogueOf([mixed]))).toEqual(['v1']);
  });

  it('serve what nothing is stored of in its stable versions, as an empty list', () => {
    expect(versionsOf('apps', 'deployments')).toEqual(['v1']);
    expect(versionsOf('', 'events')).toEqual(['v1']);
    expect(versionsOf('resource.k8s.io', 'resourcepoolstatusrequests')).toEqual([]);
    expect(versionsOf('', 'componentstatuses')).toEqual([]);
    expect(catalogue.find('', 'v1', 'bindings')).toBeNull();
  });

  it('name keys as a registry has them', () => {
    const keyOf = (resource: string) =>
      Buffer.from(catalogue.resources.find((one) => one.resource === resource)?.prefix ?? []).toString();
    expect(['nodes', 'services', 'endpoints', 'customresourcedefinitions', 'widgets'].map(keyOf)).toEqual([
      '/registry/minions/',
      '/registry/services/specs/',
      '/registry/services/endpoints/',
      '/registry/apiextensions.k8s.io/customresourcedefinitions/',
      '/registry/example.com/widgets/',
    ]);
  });

  it('leave out of a custom resource what a webhook would have to convert', () => {
    const [definition = ''] = objectsIn(new URL('../reference/custom-objects.yaml', import.meta.url));
    const text = definition.replace('"scope"', '"conversion":{"strategy":"Webhook"},"scope"');
    const versions = (stored: string | null) =>
      customResource(new JsonParts(text, readJson(text)), text, { registry, apiVersionOf: () => stored })?.versions;
    expect(versions(null)).toEqual(['v1']);
    expect(versions('example.com/v2beta1')).toEqual(['v2beta1']);
  });

  it('are discovered at once, in either order of the parameters', () => {
    const document = world.answers.document(catalogue, '/apis', aggregated);
    expect(document?.contentType).toBe('application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList');
    const {
      items,
    }: { items: { metadata: { name: string }; versions: { version: string; resources: { resource: string }[] }[] }[] } =
      at('/apis', aggregated);
    const widgets = items.find(({ metadata }) => metadata.name === 'example.com');
    expect(widgets?.versions.map(({ version }) => version)).toEqual(['v1', 'v2beta1']);
    expect(widgets?.versions[0]?.resources).toEqual([
      {
        resource: 'widgets',
        responseKind: { group: 'example.com', version: 'v1', kind: 'Widget' },
        scope: 'Namespaced',
        singularResource: 'widget',
        verbs: ['get', 'list', 'watch'],
        shortNames: ['wd'],
        categories: ['all'],
      },
    ]);
    const beta = aggregated.replace('v=v2;', 'v=v2beta1;');
    expect(at<{ apiVersion: string }>('/api', beta).apiVersion).toBe('apidiscovery.k8s.io/v2beta1');
  });

  it('are discovered one by one', () => {
    expect(at('/api')).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
    expect(at('/apis')).toMatchObject({ kind: 'APIGroupList' });
    expect(at('/apis/autoscaling')).toMatchObject({
      kind: 'APIGroup',
      preferredVersion: { groupVersion: 'autoscaling/v2' },
    });
    expect(at<{ resources: { name: string; namespaced: boolean }[] }>('/api/v1').resources).toContainEqual({
      name: 'nodes',
      singularName: 'node',
      namespaced: false,
      kind: 'Node',
      verbs: ['get', 'list', 'watch'],
      shortNames: ['no'],
    });
    expect(
      at<{ resources: { name: string }[] }>('/apis/authorization.k8s.io/v1').resources.map(({ name }) => name),
    ).toEqual(['selfsubjectaccessreviews', 'selfsubjectrulesreviews']);
  });

  it.each([
    '/api/v2',
    '/apis/other',
    '/apis/apps/v9',
    '/api/v1/pods',
    '/openapi/v2',
    '/openapi/v3/apis/other/v1',
    '/other',
  ])('are none at %s', (path) => {
    expect(world.answers.document(catalogue, path, null)).toBeNull();
  });

  it('tell the version of the cluster', () => {
    expect(at('/version')).toMatchObject({ major: '1', minor: '33', gitVersion: 'v1.33.4+etcdeck' });
    expect(newestVersion(['v1.9.0', 'v1.31.2-eks-1', 'latest', '1.31.1+k3s1'])).toBe('v1.31.2');
    expect(newestVersion(['latest'])).toBeNull();
  });

  it('describe every type for explain, and the change that is refused', () => {
    const index: { paths: Record<string, { serverRelativeURL: string }> } = at('/openapi/v3');
    expect(index.paths['apis/apps/v1']?.serverRelativeURL).toMatch(
      /^\/openapi\/v3\/apis\/apps\/v1\?hash=[0-9a-f]{32}$/,
    );
    const apps: {
      paths: Record<string, { get: object; patch?: { parameters: { name: string }[] } }>;
      components: { schemas: Record<string, { properties: Record<string, object> }> };
    } = at('/openapi/v3/apis/apps/v1');
    expect(apps.paths['/apis/apps/v1/namespaces/{namespace}/deployments']?.get).toMatchObject({
      'x-kubernetes-group-version-kind': { group: 'apps', version: 'v1', kind: 'Deployment' },
    });
    const patch = apps.paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}']?.patch;
    expect(patch?.parameters.map(({ name }) => name)).toContain('fieldValidation');
    expect(apps.components.schemas['io.k8s.api.apps.v1.DeploymentSpec']?.properties).toMatchObject({
      replicas: { type: 'integer', format: 'int32' },
      template: { $ref: '#/components/schemas/io.k8s.api.core.v1.PodTemplateSpec' },
    });
  });

  it('describe a custom resource by its own schema', () => {
    const document: { components: { schemas: Record<string, object> } } = at('/openapi/v3/apis/example.com/v1');
    expect(document.components.schemas['com.example.v1.Widget']).toMatchObject({
      description: 'A widget.',
      properties: { spec: { properties: { size: { type: 'integer' } } } },
      'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'Widget' }],
    });
  });

  it.each([
    [{ verb: 'list', resource: 'pods' }, true],
    [{ verb: 'delete', resource: 'pods' }, false],
    [{ verb: 'get', resource: 'pods', subresource: 'log' }, false],
  ])('allow reading alone: %o', (resourceAttributes, allowed) => {
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const json = JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: {},
      spec: { resourceAttributes },
    });
    const inJson = world.answers.review(path, Buffer.from(json));
    expect(JSON.parse(Buffer.from(inJson?.body ?? []).toString()).status).toMatchObject({ allowed });
    const inProtobuf = world.answers.review(path, encodeObject(world.schema, json, null));
    expect(inProtobuf?.contentType).toBe('application/vnd.kubernetes.protobuf');
    expect(
      JSON.parse(decodeObject(world.schema, inProtobuf?.body ?? new Uint8Array()).json).status.allowed ?? false,
    ).toBe(allowed);
  });

  it('say who asks, and refuse what is no review', () => {
    const whoami = world.answers.review('/apis/authentication.k8s.io/v1/selfsubjectreviews', Buffer.from('{}'));
    expect(Buffer.from(whoami?.body ?? []).toString()).toContain('"username":"etcdeck"');
    const rules = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
    expect(() => world.answers.review(rules, Buffer.from('hello'))).toThrow('the review cannot be read');
    expect(world.answers.review('/apis/apps/v1/deployments', Buffer.from('{}'))).toBeNull();
  });

  it('have stable versions before others', () => {
    const versions = ['v1beta1', 'v10', 'v2', 'foo', 'v1alpha1', 'v11beta2', 'v1', 'v1beta2', 'bar'];
    expect(versions.sort(byVersion)).toEqual([
      'v10',
      'v2',
      'v1',
      'v11beta2',
      'v1beta2',
      'v1beta1',
      'v1alpha1',
      'bar',
      'foo',
    ]);
  });
});
