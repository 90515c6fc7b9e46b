import { z } from 'zod';
import { clusterId, line, nothing, path } from './schema.ts';
import { snapshotRetention } from './snapshots.ts';

const store = line(64).min(1);
const object = line(1_024).min(1);

const draft = z.strictObject({
  id: store.nullable(),
  name: line(128),
  endpoint: line(2_048),
  region: line(64),
  bucket: line(255),
  prefix: line(512),
  isPathStyle: z.boolean(),
  caFile: path.nullable(),
  credentials: z.enum(['keychain', 'environment']),
});

const secrets = z.strictObject({ accessKeyId: line(256), secretAccessKey: line(1_024) });

const draftAndSecrets = z.strictObject({ draft, secrets: secrets.nullable() });

const retention = { store, clusterId: clusterId.nullable(), nameTemplate: line(200), retention: snapshotRetention };

/** The requests of `ObjectStoresApi`, checked. */
export const objectStoresRequests = {
  list: nothing,
  save: draftAndSecrets,
  remove: z.strictObject({ store }),
  test: draftAndSecrets,
  objects: z.strictObject({ store }),
  upload: z.strictObject({ store, file: path }),
  planRetention: z.strictObject(retention),
  deleteCopies: z.strictObject({ ...retention, objects: z.array(object).max(1_000) }),
  download: z.strictObject({ store, object, file: path }),
};
