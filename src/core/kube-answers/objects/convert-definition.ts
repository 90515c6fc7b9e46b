import { type JsonParts, jsonOf } from './json-text.ts';

/**
 * Returns a custom resource definition of apiextensions v1beta1, the version in which it is stored because it is the
 * shorter one, in v1: what v1beta1 may say once for all versions, v1 says in each of them.
 */
export function convertDefinition(definition: JsonParts): string {
  const spec = definition.of('spec');
  return jsonOf([
    ['kind', '"CustomResourceDefinition"'],
    ['apiVersion', '"apiextensions.k8s.io/v1"'],
    ['metadata', definition.of('metadata').json()],
    [
      'spec',
      jsonOf([
        ['group', spec.of('group').json()],
        ['names', spec.of('names').json()],
        ['scope', spec.of('scope').json()],
        ['versions', `[${versionsOf(spec).join(',')}]`],
        ['conversion', conversionOf(spec.of('conversion'))],
        // v1beta1 keeps unknown fields unless it says otherwise.
        ['preserveUnknownFields', spec.of('preserveUnknownFields').json() ?? 'true'],
      ]),
    ],
    ['status', definition.of('status').json()],
  ]);
}

function versionsOf(spec: JsonParts): readonly string[] {
  const versions = spec.of('versions').elements();
  const only = spec.of('version').json();
  if (versions.length === 0 && only !== null) {
    return [jsonOf([['name', only], ['served', 'true'], ['storage', 'true'], ...ofVersion(spec, spec, 'validation')])];
  }
  return versions.map((version) =>
    jsonOf([
      ['name', version.of('name').json()],
      ['served', version.of('served').json()],
      ['storage', version.of('storage').json()],
      ['deprecated', version.of('deprecated').json()],
      ['deprecationWarning', version.of('deprecationWarning').json()],
      ...ofVersion(version, spec, 'schema'),
    ]),
  );
}

/** What a version has of its own, or else of the definition. */
function ofVersion(version: JsonParts, spec: JsonParts, schema: 'schema' | 'validation') {
  const own = (name: string) => (version.of(name).isThere ? version.of(name) : spec.of(name));
  const columns = own('additionalPrinterColumns');
  return [
    ['schema', version.of(schema).json() ?? spec.of('validation').json()],
    ['subresources', own('subresources').json()],
    ['additionalPrinterColumns', columns.isThere ? `[${columns.elements().map(columnOf).join(',')}]` : null],
    ['selectableFields', own('selectableFields').json()],
  ] as const;
}

function columnOf(column: JsonParts): string {
  return jsonOf(
    column.members().map(([name, value]) => [name === 'JSONPath' ? 'jsonPath' : name, value.json()] as const),
  );
}

function conversionOf(conversion: JsonParts): string {
  const client = conversion.of('webhookClientConfig');
  const reviews = conversion.of('conversionReviewVersions').json();
  const strategy = conversion.of('strategy').json() ?? '"None"';
  const hasWebhook = client.isThere || reviews !== null;
  return jsonOf([
    ['strategy', strategy],
    [
      'webhook',
      hasWebhook
        ? jsonOf([
            ['clientConfig', client.json()],
            ['conversionReviewVersions', reviews ?? '[]'],
          ])
        : null,
    ],
  ]);
}
