import type { StoredVersion } from '../../../contract/kubernetes-reports.ts';
import { removedIn } from './removed-versions.ts';
import type { ReportEntry } from './report-entry.ts';

type Counted = { -readonly [Name in keyof StoredVersion]: StoredVersion[Name] };

/** How many objects are stored in which version. */
export class VersionCount {
  readonly #rows = new Map<string, Counted>();

  add({ resource, head }: ReportEntry): void {
    if (head === null) return;
    const { apiVersion, kind } = head;
    const id = `${resource} ${apiVersion} ${kind}`;
    const row = this.#rows.get(id);
    if (row !== undefined) row.objects += 1;
    else this.#rows.set(id, { apiVersion, kind, resource, objects: 1, removedIn: removedIn(apiVersion, kind) });
  }

  rows(): readonly StoredVersion[] {
    return [...this.#rows.values()];
  }
}
