import type { RegistryObject, RegistryObjectsPage } from '../../../../contract/kubernetes.ts';

/** How many objects are read at once. */
export const pageSize = 1_000;

/** What was read of a list so far. */
export interface ObjectRows {
  readonly rows: readonly RegistryObject[];
  readonly revision: number | null;
  readonly isComplete: boolean;
  readonly next: Uint8Array | null;
}

export const noRows: ObjectRows = { rows: [], revision: null, isComplete: false, next: null };

export const withPage = (before: ObjectRows, page: RegistryObjectsPage): ObjectRows => ({
  rows: [...before.rows, ...page.objects],
  revision: page.revision,
  isComplete: page.complete,
  next: page.next,
});

/** Returns the loaded rows that contain a text. There may be more rows, which `ObjectSearch` searches. */
export function filterRows(rows: readonly RegistryObject[], filter: string): readonly RegistryObject[] {
  const wanted = filter.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter(({ name, namespace }) => `${namespace ?? ''}/${name}`.toLowerCase().includes(wanted));
}
