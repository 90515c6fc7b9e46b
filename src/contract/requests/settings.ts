import { z } from 'zod';
import { line, nothing, path } from './schema.ts';

/** Places have short names and small contents, so that no request makes the settings file large. */
const layout = z
  .record(z.string().regex(/^[\w.:-]{1,64}$/, 'is not the name of a place'), z.string().max(16_384))
  .refine((places) => Object.keys(places).length <= 256, { message: 'has more than 256 places' })
  .readonly();

/** Where etcd is got from: core checks the addresses. */
const etcdRelease = z.union([
  z.strictObject({ mirror: line(2_048) }),
  z.strictObject({
    archive: line(2_048),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hexadecimal'),
  }),
]);

/** The requests of `SettingsApi`, checked. */
export const settingsRequests = {
  host: nothing,
  notify: z.strictObject({ title: line(200), lines: z.array(line(200)).max(8) }),
  get: nothing,
  update: z.strictObject({
    changes: z.strictObject({
      theme: z.enum(['system', 'light', 'dark']).exactOptional(),
      etcdBinary: path.nullable().exactOptional(),
      etcdRelease: etcdRelease.nullable().exactOptional(),
      snapshotFolder: path.nullable().exactOptional(),
      journalDays: z.number().int().min(1).max(36_500).nullable().exactOptional(),
      journalMiB: z.number().int().min(48).max(100_000).exactOptional(),
      reopensWindows: z.boolean().exactOptional(),
      looksForUpdates: z.boolean().exactOptional(),
      layout: layout.exactOptional(),
    }),
  }),
};
