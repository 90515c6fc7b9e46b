import { type AnswerDocument, jsonDocument } from '../answer-document.ts';
import { acceptedIn, takesJson } from '../answers/negotiate.ts';
import { apiVersionOf, type Catalogue, type ServedGroup, type ServedResource } from '../resources/served-resource.ts';
import { reviewGroups, reviewsOf } from './review-resources.ts';

/** What can be done with every resource: nothing that writes. */
const verbs = ['get', 'list', 'watch'];
const listOfGroups = 'APIGroupDiscoveryList';

/** Returns the discovery document at a path; `null` where there is none. */
export function discoveryAt(catalogue: Catalogue, path: string, accept: string | null): AnswerDocument | null {
  const [, root, group, version, more] = path.split('/', 5);
  if (more !== undefined) return null;
  if (root === 'api') {
    if (group === undefined) return aggregated(catalogue, accept, true) ?? jsonDocument(coreVersions(catalogue));
    return version === undefined && group !== '' ? resourcesIn(catalogue, '', group) : null;
  }
  if (root !== 'apis') return null;
  if (group === undefined) return aggregated(catalogue, accept, false) ?? jsonDocument(groupList(catalogue));
  if (version === undefined) return oneGroup(catalogue, group);
  return resourcesIn(catalogue, group, version);
}

/** Returns the groups with those of reviews. */
export function groupsIn(catalogue: Catalogue): readonly ServedGroup[] {
  const known = new Set(catalogue.groups.map(({ group }) => group));
  const [core, ...others] = catalogue.groups.some(({ group }) => group === '')
    ? [catalogue.groups.filter(({ group }) => group === '')[0], ...catalogue.groups.filter(({ group }) => group !== '')]
    : [undefined, ...catalogue.groups];
  return [
    ...(core === undefined ? [] : [core]),
    ...others.flatMap((one) => (one === undefined ? [] : [one])),
    ...reviewGroups.filter(({ group }) => !known.has(group)),
  ];
}

function coreVersions(catalogue: Catalogue) {
  const versions = catalogue.groups.find(({ group }) => group === '')?.versions ?? [];
  return { kind: 'APIVersions', versions, serverAddressByClientCIDRs: [] };
}

function groupList(catalogue: Catalogue) {
  const groups = groupsIn(catalogue)
    .filter(({ group }) => group !== '')
    .map(groupFacts);
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

function groupFacts({ group, versions }: ServedGroup) {
  const named = versions.map((version) => ({ groupVersion: apiVersionOf(group, version), version }));
  return { name: group, versions: named, preferredVersion: named[0] };
}

function oneGroup(catalogue: Catalogue, name: string): AnswerDocument | null {
  const found = groupsIn(catalogue).find(({ group }) => group === name && group !== '');
  return found === undefined ? null : jsonDocument({ kind: 'APIGroup', apiVersion: 'v1', ...groupFacts(found) });
}

function resourcesIn(catalogue: Catalogue, group: string, version: string): AnswerDocument | null {
  const isThere = groupsIn(catalogue).some((one) => one.group === group && one.versions.includes(version));
  if (!isThere) return null;
  const resources = [
    ...sorted(catalogue.of(group, version)).map((one) => ({
      name: one.resource,
      singularName: one.singular,
      namespaced: one.isNamespaced,
      kind: one.kind,
      verbs,
      ...listed('shortNames', one.shortNames),
      ...listed('categories', one.categories),
    })),
    ...reviewsOf(group, version).map((one) => ({
      name: one.resource,
      singularName: one.singular,
      namespaced: false,
      kind: one.kind,
      verbs: ['create'],
    })),
  ];
  const groupVersion = apiVersionOf(group, version);
  return jsonDocument({ kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources });
}

function listed(name: string, texts: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return texts.length === 0 ? {} : { [name]: texts };
}

function sorted(resources: readonly ServedResource[]): readonly ServedResource[] {
  return resources.toSorted((one, other) => (one.resource < other.resource ? -1 : 1));
}

/** Returns all groups with their resources, where the client asks for that; `null`: it asks for names only. */
function aggregated(catalogue: Catalogue, accept: string | null, isCore: boolean): AnswerDocument | null {
  for (const clause of acceptedIn(accept)) {
    const { parameters } = clause;
    if (!takesJson(clause)) continue;
    if (parameters.get('as') === undefined) return null;
    const version = parameters.get('v') ?? '';
    const isAsked = parameters.get('as') === listOfGroups && parameters.get('g') === 'apidiscovery.k8s.io';
    if (!isAsked || (version !== 'v2' && version !== 'v2beta1')) continue;
    const items = groupsIn(catalogue)
      .filter(({ group }) => (group === '') === isCore)
      .map((group) => groupDiscovery(catalogue, group));
    return jsonDocument(
      { kind: listOfGroups, apiVersion: `apidiscovery.k8s.io/${version}`, metadata: {}, items },
      `application/json;g=apidiscovery.k8s.io;v=${version};as=${listOfGroups}`,
    );
  }
  return null;
}

function groupDiscovery(catalogue: Catalogue, { group, versions }: ServedGroup) {
  return {
    metadata: group === '' ? {} : { name: group },
    versions: versions.map((version) => ({
      version,
      resources: [
        ...sorted(catalogue.of(group, version)).map((one) => ({
          resource: one.resource,
          responseKind: { group, version, kind: one.kind },
          scope: one.isNamespaced ? 'Namespaced' : 'Cluster',
          singularResource: one.singular,
          verbs,
          ...listed('shortNames', one.shortNames),
          ...listed('categories', one.categories),
        })),
        ...reviewsOf(group, version).map((one) => ({
          resource: one.resource,
          responseKind: { group, version, kind: one.kind },
          scope: 'Cluster',
          singularResource: one.singular,
          verbs: ['create'],
        })),
      ],
      freshness: 'Current',
    })),
  };
}
