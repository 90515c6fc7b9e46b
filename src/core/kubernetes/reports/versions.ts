import type { StoredVersion } from '../../../contract/kubernetes-reports.ts';
import { brief } from './brief.ts';
import { removedIn } from './removed-versions.ts';
import type { ReportEntry } from './report-entry.ts';

type Counted = { -readonly [Name in keyof StoredVersion]: StoredVersion[Name] };

/** Counts the stored objects by version. */
export class VersionCount {
  readonly #rows = new Map<string, Counted>();

  add({ head, ...entry }: ReportEntry): void {
    if (head === null) return;
    const [resource, apiVersion, kind] = [brief(entry.resource), brief(head.apiVersion), brief(head.kind)];
    const id = `${resource} ${apiVersion} ${kind}`;
    const row = this.#rows.get(id);
    if (row !== undefined) row.objects += 1;
    else this.#rows.set(id, { apiVersion, kind, resource, objects: 1, removedIn: removedIn(apiVersion, kind) });
  }

  rows(): readonly StoredVersion[] {
    return [...this.#rows.values()];
  }
}
