import type { KubernetesApi } from '../../contract/kubernetes.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { liveOf, type Sources } from '../keyspace/sources.ts';
import { listNamespaces, listObjects, listResources } from '../kubernetes-storage/layout/list-registry.ts';
import { isRegistry } from '../kubernetes-storage/layout/own-registries.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { findRegistries } from './layout/find-registries.ts';
import { findObjects } from './objects/find-objects.ts';
import { glanceAtObjects } from './objects/glance-at-objects.ts';
import { viewObject } from './objects/view-object.ts';
import { walkFigure } from './reports/walk-figure.ts';
import { type WalkPorts, walkRegistry } from './reports/walk-registry.ts';

/** Kubernetes' objects in the keys of open connections. */
export function createKubernetes(
  ports: WalkPorts,
  open: OpenConnections,
  /** As far as the user may read. */
  readable: Sources,
  /** Whole, or not at all: a report of a part would be of something else. */
  sources: Sources,
  codecs: ValueCodecs,
): KubernetesApi {
  return {
    async registries({ source, prefix }, options) {
      const held = open.require(liveOf(source).connection);
      const found = await findRegistries(held, readable(source), prefix, options);
      for (const { prefix: registry } of found) {
        if (await isRegistry(held.client, registry, options)) held.didFindRegistry(registry);
      }
      return found;
    },
    resources: ({ source, registry }, options) => listResources(readable(source), registry, options),
    namespaces: ({ source, resource }, options) => listNamespaces(readable(source), resource, options),
    objects: ({ source, ...request }, options) => listObjects(readable(source), request, options),
    findObjects: ({ source, ...request }, options) => findObjects(readable(source), request, options),
    glance: ({ source, ...request }, options) => {
      const registries = open.require(liveOf(source).connection).registries();
      return glanceAtObjects(readable(source), { ...request, registries }, options);
    },
    async object({ source, key, ...form }, options) {
      const { entry, revision } = await readable(source).get(key, options);
      return { object: entry === null ? null : await viewObject(codecs, source, entry, form), revision };
    },
    setEncryption: ({ source, configuration }) => codecs.setEncryption(source, configuration),
    report: (request, options) => walkRegistry(ports, sources, request, options),
    reportRows: (request, options) => walkFigure(ports, sources, request, options),
  };
}
