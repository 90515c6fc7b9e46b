import type { KeySource } from '../../contract/key-source.ts';
import type { KubernetesApi } from '../../contract/kubernetes.ts';
import { findRegistries } from '../registries/find-registries.ts';
import { listNamespaces, listObjects, listResources } from '../registries/list-registry.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { findObjects } from './objects/find-objects.ts';
import { glanceAtObjects } from './objects/glance-at-objects.ts';
import { viewObject } from './objects/view-object.ts';
import { walkFigure } from './reports/walk-figure.ts';
import { type WalkPorts, walkRegistry } from './reports/walk-registry.ts';

/** Kubernetes' objects in the keys of any source. */
export function createKubernetes(ports: WalkPorts, sources: OpenSources, codecs: ValueCodecs): KubernetesApi {
  const readable = (source: KeySource) => sources.require(source).readable;
  // A report needs complete reads: a part would give wrong findings.
  const whole = (source: KeySource) => sources.require(source).whole;
  return {
    registries: async ({ source, prefix }, options) => findRegistries(sources.require(source), prefix, options),
    resources: ({ source, registry }, options) => listResources(readable(source), registry, options),
    namespaces: ({ source, resource }, options) => listNamespaces(readable(source), resource, options),
    objects: ({ source, ...request }, options) => listObjects(readable(source), request, options),
    findObjects: ({ source, ...request }, options) => findObjects(readable(source), request, options),
    glance: ({ source, ...request }, options) => {
      const opened = sources.require(source);
      return glanceAtObjects(opened.readable, { ...request, registries: opened.registries() }, options);
    },
    async object({ source, key, ...form }, options) {
      const { entry, revision } = await readable(source).get(key, options);
      return { object: entry === null ? null : await viewObject(codecs, source, entry, form), revision };
    },
    setEncryption: ({ source, configuration }) => codecs.setEncryption(source, configuration),
    report: ({ source, registry }, options) => walkRegistry(ports, whole(source), registry, options),
    reportRows: ({ source, ...request }, options) => walkFigure(ports, whole(source), request, options),
  };
}
