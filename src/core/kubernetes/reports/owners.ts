import { builtInKind, groupOf } from '../../kubernetes-storage/layout/built-in.ts';
import { readObjectKey } from '../../kubernetes-storage/layout/object-key.ts';
import { qualified } from '../../kubernetes-storage/layout/qualified.ts';
import { brief } from './brief.ts';
import type { Findings } from './findings.ts';
import type { ReportEntry } from './report-entry.ts';
import { hash53, TextSet } from './text-set.ts';

/**
 * Finds objects none of whose owners exists. An owner may come after its dependent, so an object that has not met its
 * owner yet is kept until the end, as its key and a few numbers.
 */
export class OwnerCheck {
  readonly #registry: Uint8Array;
  readonly #uids = new TextSet();
  /** Resources with objects of unreadable uid, which may include missing owners. */
  readonly #unreadable = new Set<string>();
  readonly #unreadableGroups = new Set<string>();
  readonly #waiting: { readonly key: string; readonly owners: readonly WaitedFor[]; readonly detail: string }[] = [];

  constructor(registry: Uint8Array) {
    this.#registry = registry;
  }

  add({ key, place, head }: ReportEntry): void {
    if (head === null) {
      this.#unreadable.add(place.resource);
      if (place.group !== null) this.#unreadableGroups.add(place.group);
      return;
    }
    if (head.uid !== '') this.#uids.add(head.uid);
    const [first] = head.owners;
    if (first === undefined || head.owners.some(({ uid }) => this.#uids.has(uid))) return;
    this.#waiting.push({
      key: Buffer.from(key).toString('latin1'),
      owners: head.owners.map(({ apiVersion, kind, uid }) => ({
        apiVersion: brief(apiVersion),
        kind: brief(kind),
        uid: hash53(uid),
      })),
      detail: brief(`${first.kind} ${first.name}`),
    });
  }

  /** Adds the findings once every object has been added. */
  finish(findings: Findings): void {
    for (const { key, owners, detail } of this.#waiting) {
      if (owners.some((owner) => this.#mayExist(owner))) continue;
      const bytes = new Uint8Array(Buffer.from(key, 'latin1'));
      const place = readObjectKey(this.#registry, bytes);
      if (place !== null) findings.add('danglingOwner', { key: bytes, place, resource: qualified(place) }, detail);
    }
  }

  #mayExist({ apiVersion, kind, uid }: WaitedFor): boolean {
    if (this.#uids.hasHash(uid)) return true;
    const builtIn = builtInKind(apiVersion, kind);
    if (builtIn !== undefined) return this.#unreadable.has(builtIn.resource);
    return this.#unreadableGroups.has(groupOf(apiVersion));
  }
}

interface WaitedFor {
  readonly apiVersion: string;
  readonly kind: string;
  /** The hash of the owner's uid. */
  readonly uid: number;
}
