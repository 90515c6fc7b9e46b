import { createHash } from 'node:crypto';
import { type KubernetesSchema, messageOf } from '../../kubernetes-storage/codec/schema.ts';
import { type AnswerDocument, jsonDocument } from '../answer-document.ts';
import { apiVersionOf, type Catalogue, type ServedResource } from '../resources/served-resource.ts';
import { type OpenApiSchema, OpenApiTypes } from './openapi-types.ts';

const root = '/openapi/v3';

/** Returns the OpenAPI v3 document at a path; `null` where there is none. */
export function openApiAt(schema: KubernetesSchema, catalogue: Catalogue, path: string): AnswerDocument | null {
  if (path === root) return jsonDocument({ paths: Object.fromEntries(places(catalogue)) });
  const [prefix, one, two, more] = path.slice(root.length + 1).split('/', 4);
  if (more !== undefined) return null;
  const [group, version] = prefix === 'api' ? ['', one] : [one, two];
  const isThere = catalogue.groups.some((known) => known.group === group && known.versions.includes(version ?? ''));
  if (!isThere || group === undefined || version === undefined) return null;
  if (path !== `${root}/${pathOf(group, version)}`) return null;
  return jsonDocument(documentOf(schema, catalogue, group, version));
}

function pathOf(group: string, version: string): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}

/** Clients keep a document for as long as its hash stays. */
function places(catalogue: Catalogue): readonly (readonly [string, OpenApiSchema])[] {
  return catalogue.groups.flatMap(({ group, versions }) =>
    versions.map((version) => {
      const path = pathOf(group, version);
      const resources = catalogue.of(group, version);
      const facts = resources.map(({ resource, kind, custom }) => [
        resource,
        kind,
        custom?.versions.find((one) => one.version === version)?.schemaText ?? '',
      ]);
      const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
      return [path, { serverRelativeURL: `${root}/${path}?hash=${hash}` }] as const;
    }),
  );
}

function documentOf(schema: KubernetesSchema, catalogue: Catalogue, group: string, version: string) {
  const types = new OpenApiTypes();
  const custom: Record<string, OpenApiSchema> = {};
  const paths: Record<string, unknown> = {};
  for (const resource of catalogue.of(group, version)) {
    const { kind } = resource;
    const named = { group, version, kind };
    const facts = { 'x-kubernetes-group-version-kind': [named] };
    const message = resource.custom === null ? messageOf(schema, apiVersionOf(group, version), kind) : undefined;
    let reference: OpenApiSchema;
    if (message === undefined) {
      const name = `${group.split('.').reverse().join('.')}.${version}.${kind}`;
      custom[name] = { ...customSchema(resource, version), ...facts };
      reference = { $ref: `#/components/schemas/${name}` };
    } else reference = types.reference(message, facts);
    Object.assign(paths, pathsOf(resource, pathOf(group, version), named, reference));
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: catalogue.kubernetesVersion ?? '' },
    paths,
    components: { schemas: { ...withTypeNames(types.schemas), ...custom } },
  };
}

/** Every object has these two beside what its message has. */
const typeNames = { apiVersion: { type: 'string' }, kind: { type: 'string' } };

function withTypeNames(schemas: Readonly<Record<string, OpenApiSchema>>) {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, one]) => {
      const isObject = one['x-kubernetes-group-version-kind'] !== undefined;
      const { properties } = one;
      return [
        name,
        isObject && typeof properties === 'object' ? { ...one, properties: { ...typeNames, ...properties } } : one,
      ];
    }),
  );
}

function customSchema({ custom }: ServedResource, version: string): OpenApiSchema {
  const own = custom?.versions.find((one) => one.version === version);
  const schema = own?.schema ?? null;
  if (own === undefined || schema === null) return { type: 'object' };
  return JSON.parse(own.schemaText.slice(schema.start, schema.end));
}

/**
 * Returns the paths of a resource. With its PATCH, which is refused when it comes, clients send what they want to change,
 * and show the refusal; without it they stop at their own checks, with a message that helps nobody.
 */
function pathsOf(resource: ServedResource, prefix: string, kind: OpenApiSchema, schema: OpenApiSchema) {
  const objects = `/${prefix}/${resource.isNamespaced ? 'namespaces/{namespace}/' : ''}${resource.resource}`;
  const response = { description: 'OK', content: { 'application/json': { schema } } };
  const operation = (action: string) => ({
    responses: { 200: response },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kind,
  });
  const parameters = ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => ({
    name,
    in: 'query',
    schema: { type: 'string' },
  }));
  return {
    [objects]: { get: operation('list') },
    [`${objects}/{name}`]: { get: operation('get'), patch: { ...operation('patch'), parameters } },
  };
}
