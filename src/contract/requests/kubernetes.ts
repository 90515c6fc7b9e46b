import { z } from 'zod';
import { fewRows, key, keySource, limit } from './key-source.ts';
import { line } from './schema.ts';

/** A text of a report, which shortens its texts. */
const told = z.string().max(1_024);
const figure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('use'), resource: told, namespace: told.nullable() }),
  z.strictObject({ kind: z.literal('resource'), resource: told }),
  z.strictObject({ kind: z.literal('storedVersion'), resource: told, apiVersion: told, objectKind: told }),
  z.strictObject({
    kind: z.literal('encryption'),
    resource: told,
    provider: told.nullable(),
    keyName: told.nullable(),
  }),
  z.strictObject({ kind: z.literal('helmRelease'), namespace: told, name: told }),
]);

/** The requests of `KubernetesApi`, checked. */
export const kubernetesRequests = {
  registries: z.strictObject({ source: keySource, prefix: key.nullable() }),
  resources: z.strictObject({ source: keySource, registry: key }),
  namespaces: z.strictObject({ source: keySource, resource: key }),
  objects: z.strictObject({
    source: keySource,
    registry: key,
    resource: key,
    namespace: line(256).nullable(),
    after: key.nullable(),
    limit,
  }),
  findObjects: z.strictObject({
    source: keySource,
    registry: key,
    resource: key,
    namespace: line(256).nullable(),
    text: line(4_096),
    after: key.nullable(),
    limit,
  }),
  glance: z.strictObject({ source: keySource, text: line(4_096), limit: fewRows }),
  object: z.strictObject({ source: keySource, key, showsManagedFields: z.boolean(), reveal: z.boolean() }),
  setEncryption: z.strictObject({ source: keySource, configuration: z.string().max(1_048_576) }),
  report: z.strictObject({ source: keySource, registry: key }),
  reportRows: z.strictObject({ source: keySource, registry: key, figure, after: key.nullable(), limit }),
};
