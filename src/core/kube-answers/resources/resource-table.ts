import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Column } from './served-resource.ts';

/** A built-in resource in one version, as an API server describes it. */
export interface TableResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** `null`: no columns are known. */
  readonly columns: readonly Column[] | null;
}

/** The built-in resources, in the order of an API server's discovery. */
export type ResourceTable = readonly TableResource[];

const stored = z.object({
  resources: z.array(
    z.object({
      group: z.string(),
      version: z.string(),
      resource: z.string(),
      kind: z.string(),
      namespaced: z.boolean(),
      singular: z.string(),
      shortNames: z.array(z.string()).default([]),
      categories: z.array(z.string()).default([]),
      columns: z.array(z.tuple([z.string(), z.string(), z.number()], z.string())).optional(),
    }),
  ),
});

/** Reads the table that ships in the resources folder: facts of Kubernetes 1.37. */
export async function loadResourceTable(resourcesFolder: string): Promise<ResourceTable> {
  const text = await readFile(join(resourcesFolder, 'kubernetes-resources.json'), 'utf8');
  return stored.parse(JSON.parse(text)).resources.map(({ columns, ...one }) => ({
    ...one,
    columns:
      columns?.map(([name, type, priority, format]) => ({
        name,
        type,
        // By it a client knows the column to put a kind before.
        format: format ?? (name === 'Name' ? 'name' : ''),
        description: '',
        priority,
      })) ?? null,
  }));
}

/** Returns the columns of a built-in resource: of the version, or else of another one. */
export function columnsOf(
  table: ResourceTable,
  {
    resource,
    version,
  }: { readonly resource: { readonly group: string; readonly resource: string }; readonly version: string },
): readonly Column[] | null {
  const all = table.filter((one) => one.group === resource.group && one.resource === resource.resource);
  return (all.find((one) => one.version === version) ?? all[0])?.columns ?? null;
}
