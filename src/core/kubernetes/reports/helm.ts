import type { HelmRelease } from '../../../contract/kubernetes-reports.ts';
import type { ReportEntry } from './report-entry.ts';

type Counted = { -readonly [Name in keyof HelmRelease]: HelmRelease[Name] };

/** How Helm 3 names the Secret, or the ConfigMap, that keeps a revision of a release. */
const releaseName = /^sh\.helm\.release\.v1\.(.+)\.v(\d{1,9})$/;

/** Helm's releases, by the names of what keeps them: the status of the latest one is its label. */
export class HelmCount {
  readonly #releases = new Map<string, Counted>();

  add({ place, value, head }: ReportEntry): void {
    const { resource, namespace } = place;
    if (namespace === null || (resource !== 'secrets' && resource !== 'configmaps')) return;
    const [, name, digits] = releaseName.exec(place.name) ?? [];
    if (name === undefined) return;
    const revision = Number(digits);
    const status = head?.labels.get('status') ?? null;
    const id = `${namespace}/${name}`;
    const release = this.#releases.get(id);
    if (release === undefined) {
      this.#releases.set(id, { namespace, name, revisions: 1, latest: revision, status, bytes: value.length });
      return;
    }
    release.revisions += 1;
    release.bytes += value.length;
    if (revision <= release.latest) return;
    release.latest = revision;
    release.status = status;
  }

  releases(): readonly HelmRelease[] {
    return [...this.#releases.values()];
  }
}
