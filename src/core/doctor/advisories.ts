import { join } from 'node:path';
import { z } from 'zod';
import { readProductFile } from '../assets/product-files.ts';
import { versionParts } from '../members/version-defects.ts';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const version = z.string().refine((text) => versionParts(text) !== null);
const minor = z.string().regex(/^3\.\d{1,3}$/);
const line = z.string().min(1).max(200);

const shape = z.strictObject({
  /** The day on which the sources were read. */
  dated: day,
  /** The newest minor version that members can be upgraded to. */
  newest: minor,
  maintenance: z.array(z.strictObject({ minor, ended: day, source: line })).min(1),
  advisories: z.array(
    z.strictObject({
      id: line,
      title: line,
      /** `from`: the first affected release, by default the first of all; `before`: the first release without it. */
      affected: z.array(z.strictObject({ from: version.optional(), before: version })).min(1),
      severity: z.enum(['critical', 'warning', 'info']),
      source: line,
      url: z.url().optional(),
      /** The day of the first release without the defect. */
      dated: day,
    }),
  ),
});

/** The known defects of etcd's releases, and the ends of their maintenance. */
export type AdvisoryTable = z.infer<typeof shape>;
/** A defect of releases of etcd. */
export type Advisory = AdvisoryTable['advisories'][number];

const loading = new Map<string, Promise<AdvisoryTable>>();

/** Returns the table that ships in the resources folder, read once. A failed read is retried by the next call. */
export function loadAdvisories(resourcesFolder: string): Promise<AdvisoryTable> {
  const known = loading.get(resourcesFolder);
  if (known !== undefined) return known;
  const table = readProductFile(join(resourcesFolder, 'etcd-advisories.json')).then((bytes) =>
    shape.parse(JSON.parse(bytes.toString('utf8'))),
  );
  loading.set(resourcesFolder, table);
  table.catch(() => loading.delete(resourcesFolder));
  return table;
}
