import type { JsonParts } from '../objects/json-text.ts';
import { apiVersionOf, type CustomColumn, type CustomVersion, type ServedResource } from './served-resource.ts';
import { byVersion } from './version-order.ts';

/** What a registry stores of a custom resource. */
export interface StoredFacts {
  readonly registry: Uint8Array;
  /** The apiVersion of one of its objects; `null`: it has none. */
  readonly apiVersionOf: (group: string, resource: string) => string | null;
}

/**
 * Returns the resource of a custom resource definition in apiextensions v1; `null` where the API server would not serve
 * it: its names are not accepted, or no version of it is served.
 */
export function customResource(definition: JsonParts, json: string, stored: StoredFacts): ServedResource | null {
  const spec = definition.of('spec');
  const names = spec.of('names');
  const [group, resource, kind] = [spec.of('group').string(), names.of('plural').string(), names.of('kind').string()];
  if (group === '' || resource === '' || kind === '' || isRefused(definition)) return null;
  const all = spec.of('versions').elements();
  const isAnyVersion = spec.of('conversion').of('strategy').string() !== 'Webhook';
  const storage =
    all
      .find((version) => version.of('storage').isTrue())
      ?.of('name')
      .string() ?? '';
  const storedAs = stored.apiVersionOf(group, resource) ?? apiVersionOf(group, storage);
  const served = all.filter((version) => {
    const name = version.of('name').string();
    return version.of('served').isTrue() && (isAnyVersion || apiVersionOf(group, name) === storedAs);
  });
  if (served.length === 0) return null;
  return {
    group,
    resource,
    singular: names.of('singular').string() || kind.toLowerCase(),
    kind,
    listKind: names.of('listKind').string() || `${kind}List`,
    isNamespaced: spec.of('scope').string() !== 'Cluster',
    shortNames: names.of('shortNames').strings(),
    categories: names.of('categories').strings(),
    versions: served.map((version) => version.of('name').string()).sort(byVersion),
    prefix: new Uint8Array(Buffer.concat([stored.registry, Buffer.from(`${group}/${resource}/`)])),
    custom: { versions: served.map((version) => versionOf(version, json)), isAnyVersion },
  };
}

function isRefused(definition: JsonParts): boolean {
  return definition
    .of('status')
    .of('conditions')
    .elements()
    .some(
      (condition) => condition.of('type').string() === 'NamesAccepted' && condition.of('status').string() === 'False',
    );
}

function versionOf(version: JsonParts, json: string): CustomVersion {
  const columns = version.of('additionalPrinterColumns');
  const schema = version.of('schema').of('openAPIV3Schema').node;
  return {
    version: version.of('name').string(),
    columns: columns.isThere ? columns.elements().map(columnOf) : null,
    selectable: version
      .of('selectableFields')
      .elements()
      .map((field) => field.of('jsonPath').string()),
    schema: schema?.kind === 'object' ? schema : null,
    schemaText: json,
  };
}

function columnOf(column: JsonParts): CustomColumn {
  const jsonPath = column.of('jsonPath').string();
  return {
    name: column.of('name').string(),
    type: column.of('type').string(),
    format: column.of('format').string(),
    description:
      column.of('description').string() || `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    priority: column.of('priority').number(),
    jsonPath,
  };
}
