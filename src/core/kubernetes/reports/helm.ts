import type { HelmRelease } from '../../../contract/kubernetes-reports.ts';
import type { ObjectPlace } from '../../kubernetes-storage/layout/object-key.ts';
import { brief } from './brief.ts';
import type { ReportEntry } from './report-entry.ts';

type Counted = { -readonly [Name in keyof HelmRelease]: HelmRelease[Name] };

/** The name of the Secret, or the ConfigMap, in which Helm 3 stores a revision of a release. */
const releaseName = /^sh\.helm\.release\.v1\.(.+)\.v(\d{1,9})$/;

/** Collects Helm's releases by the names of their objects; the latest revision's label has the status. */
export class HelmCount {
  readonly #releases = new Map<string, Counted>();

  add({ place, value, head }: ReportEntry): void {
    const kept = keptRelease(place);
    if (kept === null) return;
    const { namespace, name, revision } = kept;
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

/** Returns the release and revision that an object stores, by its name; `null` for all others. */
export function keptRelease({
  resource,
  namespace,
  name: objectName,
}: Pick<ObjectPlace, 'resource' | 'namespace' | 'name'>): {
  readonly namespace: string;
  readonly name: string;
  readonly revision: number;
} | null {
  if (namespace === null || !helmResources.includes(resource)) return null;
  const [, name, digits] = releaseName.exec(objectName) ?? [];
  return name === undefined ? null : { namespace: brief(namespace), name: brief(name), revision: Number(digits) };
}

/** The resources whose objects store releases. */
export const helmResources: readonly string[] = ['configmaps', 'secrets'];
