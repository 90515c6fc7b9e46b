import type { BuiltInObject, CustomObject, ServedObject } from '../objects/served-object.ts';
import type { Served } from '../resources/served-resource.ts';
import { findByPath, type JsonPath, parseJsonPath } from '../tables/json-path.ts';
import { ObjectView } from '../view/object-view.ts';

/** Returns the text of a field of an object; empty where it is absent. */
export type FieldReader = (object: ServedObject) => string;

/** How a field's value becomes a text. */
type Kind = 'text' | 'bool' | 'number' | 'eventSource';

const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];

/** By resource: what may be selected by beside the name and the namespace. */
const selectable: ReadonlyMap<string, ReadonlyMap<string, Kind>> = new Map([
  [
    'pods',
    new Map<string, Kind>([
      ['spec.nodeName', 'text'],
      ['spec.restartPolicy', 'text'],
      ['spec.schedulerName', 'text'],
      ['spec.serviceAccountName', 'text'],
      ['spec.hostNetwork', 'bool'],
      ['status.phase', 'text'],
      ['status.podIP', 'text'],
      ['status.nominatedNodeName', 'text'],
    ]),
  ],
  [
    'events',
    new Map<string, Kind>([
      ...involved.map((name) => [`involvedObject.${name}`, 'text'] as const),
      ['reason', 'text'],
      ['reportingComponent', 'text'],
      ['source', 'eventSource'],
      ['type', 'text'],
    ]),
  ],
  ['secrets', new Map<string, Kind>([['type', 'text']])],
  ['nodes', new Map<string, Kind>([['spec.unschedulable', 'bool']])],
  ['namespaces', new Map<string, Kind>([['status.phase', 'text']])],
  [
    'services',
    new Map<string, Kind>([
      ['spec.clusterIP', 'text'],
      ['spec.type', 'text'],
    ]),
  ],
  ['jobs', new Map<string, Kind>([['status.successful', 'number']])],
  ['replicasets', new Map<string, Kind>([['status.replicas', 'number']])],
  ['replicationcontrollers', new Map<string, Kind>([['status.replicas', 'number']])],
  ['certificatesigningrequests', new Map<string, Kind>([['spec.signerName', 'text']])],
]);

/** The names that events.k8s.io/v1 has for fields of a core Event. */
const eventNames: ReadonlyMap<string, string> = new Map([
  ...involved.map((name) => [`involvedObject.${name}`, `regarding.${name}`] as const),
  ['reportingComponent', 'reportingController'],
]);

/** Returns the reader of a field that may be selected by; `null`: it may not. */
export function selectableField({ resource, version, apiVersion }: Served, label: string): FieldReader | null {
  if (label === 'metadata.name' || (label === 'metadata.namespace' && resource.isNamespaced))
    return textAt(label.split('.'));
  if (resource.custom !== null) {
    const fields = resource.custom.versions.find((one) => one.version === version)?.selectable ?? [];
    return fields.includes(`.${label}`) ? textAt(label.split('.')) : null;
  }
  const newEvent = apiVersion.startsWith('events.k8s.io/');
  const core = newEvent ? ([...eventNames].find(([, name]) => name === label)?.[0] ?? label) : label;
  const kind = selectable.get(resource.resource)?.get(core);
  if (kind === undefined) return null;
  const path = (newEvent ? (eventNames.get(core) ?? core) : core).split('.');
  switch (kind) {
    case 'bool':
      return builtIn(path, (parent, name) => String(parent.is(name)));
    case 'number':
      return builtIn(path, (parent, name) => String(parent.number(name === 'successful' ? 'succeeded' : name)));
    case 'eventSource':
      return newEvent
        ? eventSource('deprecatedSource', 'reportingController')
        : eventSource('source', 'reportingComponent');
    default:
      return textAt(path);
  }
}

/** Returns the component that an event comes from, as either kind of client writes it. */
function eventSource(source: string, reporting: string): FieldReader {
  return builtIn([reporting], (event, name) => event.message(source).text('component') || event.text(name));
}

function textAt(path: readonly string[]): FieldReader {
  const inJson = parseJsonPath(`.${path.join('.')}`) ?? [];
  const ofBuiltIn = builtIn(path, (parent, name) => parent.text(name));
  return (object) => (object.form === 'json' ? jsonText(object, inJson) : ofBuiltIn(object));
}

function builtIn(path: readonly string[], read: (parent: ObjectView, name: string) => string): FieldReader {
  const name = path.at(-1) ?? '';
  const parents = path.slice(0, -1);
  return (object) => (object.form === 'json' ? '' : read(parentOf(object, parents), name));
}

function parentOf({ message, raw }: BuiltInObject, path: readonly string[]): ObjectView {
  return path.reduce((view, name) => view.message(name), new ObjectView(message, raw));
}

function jsonText({ json, root }: CustomObject, path: JsonPath): string {
  const [found] = findByPath(root, path);
  if (found === undefined || found.kind === 'null') return '';
  return found.kind === 'string' ? found.value : json.slice(found.start, found.end);
}
