import type { RegistryResource } from '../../../../contract/kubernetes.ts';
import type { SourceId } from '../../../parts/source/source-id.ts';
import { membersOf } from '../../../state/members-of.ts';
import type { Store } from '../../../state/store.ts';
import { readRemembered, remember } from '../../../state/window-memory.ts';
import { fromHex, toHex } from '../../../ui/byte-text.ts';
import { parseTablePlace } from '../../../ui/table-model.ts';
import type { KubernetesState, ObjectAspect } from './kubernetes-model.ts';
import { reportSections } from './open-figure.ts';

/** What the window remembers of a model over a reload: what is shown, and nothing that was revealed. */
type Remembered = Pick<
  KubernetesState,
  | 'typedRegistry'
  | 'registry'
  | 'view'
  | 'resource'
  | 'namespace'
  | 'resourceFilter'
  | 'filter'
  | 'place'
  | 'object'
  | 'aspect'
  | 'showsManagedFields'
  | 'section'
>;

const kept = new WeakSet<Store<KubernetesState>>();

/** Puts a model back as this window left it, and remembers it from then on. */
export function rememberModel(model: Store<KubernetesState>, source: SourceId): void {
  if (kept.has(model)) return;
  kept.add(model);
  const name = `kubernetes/${source}`;
  const left = readRemembered(name, parseModel);
  if (left !== null) model.update((before) => ({ ...before, ...left }));
  model.subscribe(() => remember(name, formatModel(model.get())));
}

function formatModel(model: KubernetesState): unknown {
  const { view, namespace, resourceFilter, filter, place, aspect, showsManagedFields, section, resource } = model;
  return {
    typedRegistry: hexOf(model.typedRegistry),
    registry: hexOf(model.registry),
    view,
    resource: resource === null ? null : { ...resource, prefix: toHex(resource.prefix) },
    namespace,
    resourceFilter,
    filter,
    place,
    object: hexOf(model.object),
    aspect,
    showsManagedFields,
    section,
  };
}

const hexOf = (bytes: Uint8Array | null): string | null => (bytes === null ? null : toHex(bytes));

function parseModel(json: unknown): Remembered | null {
  const { typedRegistry, registry, view, resource, namespace, object, aspect, ...rest } = membersOf(json);
  const { resourceFilter, filter, place, showsManagedFields, section } = rest;
  if (typeof resourceFilter !== 'string' || typeof filter !== 'string') return null;
  return {
    typedRegistry: bytesIn(typedRegistry),
    registry: bytesIn(registry),
    view: view === 'reports' ? 'reports' : 'objects',
    resource: parseResource(resource),
    namespace: typeof namespace === 'string' ? namespace : null,
    resourceFilter,
    filter,
    place: parseTablePlace(place),
    object: bytesIn(object),
    aspect: aspects.find((each) => each === aspect) ?? 'yaml',
    showsManagedFields: showsManagedFields === true,
    section: reportSections.find((each) => each === section) ?? 'use',
  };
}

const aspects: readonly ObjectAspect[] = ['yaml', 'data', 'managers', 'links', 'history'];

const bytesIn = (json: unknown): Uint8Array | null => (typeof json === 'string' ? fromHex(json) : null);

function parseResource(json: unknown): RegistryResource | null {
  const { resource, group, prefix: hex, isNamespaced } = membersOf(json);
  const prefix = bytesIn(hex);
  if (typeof resource !== 'string' || prefix === null || prefix.length === 0) return null;
  return {
    resource,
    group: typeof group === 'string' ? group : null,
    prefix,
    isNamespaced: typeof isNamespaced === 'boolean' ? isNamespaced : null,
  };
}
