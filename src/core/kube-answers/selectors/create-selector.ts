import { badRequest } from '../answers/status.ts';
import type { ServedObject } from '../objects/served-object.ts';
import type { Served } from '../resources/served-resource.ts';
import { ObjectView } from '../view/object-view.ts';
import { parseFieldSelector } from './field-selector.ts';
import { parseLabelSelector, selectsLabels } from './label-selector.ts';
import { selectableField } from './selectable-fields.ts';
import type { Selector } from './selector.ts';

/** Returns what two selectors select; see `KubeAnswers.selector`. */
export function createSelector(
  served: Served,
  labelSelector: string | null,
  fieldSelector: string | null,
): Selector | null {
  const labels = parseLabelSelector(labelSelector ?? '');
  const terms = parseFieldSelector(fieldSelector ?? '');
  if (labels.length === 0 && terms.length === 0) return null;
  const fields = terms.map(({ field, value, isEqual }) => {
    const read = selectableField(served, field);
    if (read === null) throw badRequest(`field label not supported: ${field.slice(0, 200)}`);
    return { read, value, isEqual };
  });
  const only = (field: string) => terms.find((term) => term.field === field && term.isEqual)?.value || null;
  return {
    namespace: only('metadata.namespace'),
    name: only('metadata.name'),
    matches: (object) =>
      (labels.length === 0 || selectsLabels(labels, labelsOf(object))) &&
      fields.every(({ read, value, isEqual }) => (read(object) === value) === isEqual),
  };
}

function labelsOf(object: ServedObject): ReadonlyMap<string, string> {
  if (object.form === 'protobuf')
    return new ObjectView(object.message, object.raw).message('metadata').textMap('labels');
  const metadata = object.root.members.get('metadata');
  const labels = metadata?.kind === 'object' ? metadata.members.get('labels') : undefined;
  if (labels?.kind !== 'object') return new Map();
  return new Map([...labels.members].flatMap(([key, node]) => (node.kind === 'string' ? [[key, node.value]] : [])));
}
