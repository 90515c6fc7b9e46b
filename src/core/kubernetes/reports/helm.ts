import type { HelmRelease } from '../../../contract/kubernetes-reports.ts';
import { brief } from './brief.ts';
import type { ReportEntry } from './report-entry.ts';

type Counted = { -readonly [Name in keyof HelmRelease]: HelmRelease[Name] };

/** How Helm 3 names the Secret, or the ConfigMap, that keeps a revision of a release. */
const releaseName = /^sh\.helm\.release\.v1\.(.+)\.v(\d{1,9})$/;

/** Helm's releases, by the names of what keeps them: the status of the latest one is its label. */
export class HelmCount {
  readonly #releases = new Map<string, Counted>();

  add({ place, value, head }: ReportEntry): void {
    const { resource } = place;
    const namespace = place.namespace && brief(place.namespace);
    if (namespace === null || (resource !== 'secrets' && resource !== 'configmaps')) return;
    const [, whole, digits] = releaseName.exec(place.name) ?? [];
    if (whole === undefined) return;
    const name = brief(whole);
    const revision = Number(digits);
    const label = head?.labels.get('status') ?? null;
    const status = label && brief(label);
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
