import { z } from 'zod';
import { connectionId, line } from './schema.ts';
import { key, keySource, limit } from './sources.ts';

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
  object: z.strictObject({ source: keySource, key, showsManagedFields: z.boolean(), reveal: z.boolean() }),
  setEncryption: z.strictObject({ connection: connectionId, configuration: z.string().max(1_048_576) }),
  report: z.strictObject({ source: keySource, registry: key }),
};
