import type { ResourceUse } from '../../../contract/kubernetes-reports.ts';
import { brief } from './brief.ts';
import type { ReportEntry } from './report-entry.ts';

type Counted = { -readonly [Name in keyof ResourceUse]: ResourceUse[Name] };

/** Counts the bytes and objects of each resource in each namespace. */
export class UseCount {
  readonly #rows = new Map<string, Counted>();

  add({ place, value, writes, head, ...entry }: ReportEntry): void {
    const resource = brief(entry.resource);
    const namespace = place.namespace && brief(place.namespace);
    const id = `${resource}/${namespace ?? ''}`;
    let row = this.#rows.get(id);
    if (row === undefined) {
      row = { resource, namespace, objects: 0, bytes: 0, writes: 0, managedFieldsBytes: 0, lastAppliedBytes: 0 };
      this.#rows.set(id, row);
    }
    row.objects += 1;
    row.bytes += value.length;
    row.writes += writes;
    row.managedFieldsBytes += head?.managedFieldsBytes ?? 0;
    row.lastAppliedBytes += head?.lastAppliedBytes ?? 0;
  }

  /** Returns the rows, the largest first. */
  rows(): readonly ResourceUse[] {
    return [...this.#rows.values()].sort((a, b) => b.bytes - a.bytes);
  }
}
