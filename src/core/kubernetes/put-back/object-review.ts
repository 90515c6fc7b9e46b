import type { CallOptions } from '../../../contract/abort.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { PutBackConsequence } from '../../../contract/plan-consequences.ts';
import { concatBytes } from '../../bytes/bytes.ts';
import { JsonMembers } from '../../kubernetes-storage/heads/json-members.ts';
import type { OwnerReference } from '../../kubernetes-storage/heads/object-head.ts';
import { ProtoFields } from '../../kubernetes-storage/heads/proto-fields.ts';
import { objectField } from '../../kubernetes-storage/heads/protobuf-head.ts';
import { headOf } from '../../kubernetes-storage/heads/read-head.ts';
import type { StoredDocument } from '../../kubernetes-storage/heads/stored-document.ts';
import { readObjectKey } from '../../kubernetes-storage/layout/object-key.ts';
import type { PutBackRemarks, PutBackRequest, PutBackReview } from '../../plans/plan-put-back.ts';
import { registryAround } from '../../plans/registry-around.ts';
import type { WantedValue } from '../../plans/write-planner.ts';
import { findOwner } from '../objects/find-owner.ts';
import { NamedObjects } from './named-objects.ts';
import type { ClosureParts } from './object-closure.ts';
import { openObject } from './object-reading.ts';

/** The most owners and nodes that are looked for in the cluster; others count as existing. */
const mostSearched = 10_000;

/** Kinds whose controllers act on an object as soon as they see it. */
const reacting: ReadonlySet<string> = new Set([
  ...['Namespace', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'ReplicationController'],
  ...['Pod', 'Service', 'Endpoints', 'EndpointSlice', 'HorizontalPodAutoscaler', 'PersistentVolumeClaim', 'Ingress'],
  ...['PersistentVolume', 'Node', 'CustomResourceDefinition'],
]);

interface Owned {
  readonly key: Uint8Array;
  readonly registry: Uint8Array;
  readonly namespace: string | null;
  readonly owners: readonly OwnerReference[];
}

/** Finds what follows from writing Kubernetes objects as they were: by their metadata, and by what the cluster has. */
export class ObjectReview implements PutBackReview {
  readonly #parts: ClosureParts;
  readonly #request: PutBackRequest;
  readonly #uids = new Set<string>();
  readonly #owned: Owned[] = [];
  readonly #deleting = new NamedObjects();
  readonly #ofNodes = new Map<string, { readonly key: Uint8Array; readonly names: NamedObjects }>();
  /** The keys of Nodes that are put back. */
  readonly #nodes = new Set<string>();
  readonly #kinds = new Set<string>();
  #services = 0;
  #encrypted = 0;

  constructor(parts: ClosureParts, request: PutBackRequest) {
    this.#parts = parts;
    this.#request = request;
  }

  async add(written: readonly WantedValue[]): Promise<void> {
    const { sources, codecs } = this.#parts;
    const { source } = this.#request.from;
    const registries = sources.require(liveKeys(this.#request.connection)).registries();
    for (const { key, value } of written) {
      const registry = registryAround(registries, key);
      const place = registry && readObjectKey(registry, key);
      if (registry === null || place === null) continue;
      const { document, isEncrypted } = await openObject({ codecs, source }, { key, value });
      if (isEncrypted) this.#encrypted += 1;
      if (document !== null) this.#see(registry, key, document);
    }
  }

  async remarks(options: CallOptions): Promise<PutBackRemarks> {
    const ownerless = await this.#ownerless(options);
    const nodeless = await this.#nodeless(options);
    const deleting = this.#deleting;
    const kinds = [...this.#kinds].sort();
    const found: readonly (readonly [PutBackConsequence, boolean])[] = [
      ['OwnersMissing', ownerless.count > 0],
      ['BeingDeleted', deleting.count > 0],
      ['NodesMissing', nodeless.count > 0],
      ['KeepsAddresses', this.#services > 0],
      ['CopiesEncrypted', this.#encrypted > 0],
      ['ControllersReact', kinds.length > 0],
    ];
    return {
      consequences: found.flatMap(([consequence, holds]) => (holds ? consequence : [])),
      figures: {
        ...(ownerless.count > 0 ? { ownerless: ownerless.count, ownerlessNames: ownerless.names } : {}),
        ...(deleting.count > 0 ? { deleting: deleting.count, deletingNames: deleting.names } : {}),
        ...(nodeless.count > 0 ? { nodeless: nodeless.count, nodelessNames: nodeless.names } : {}),
        ...(kinds.length > 0 ? { reacting: kinds.join(', ') } : {}),
        ...(this.#services > 0 ? { services: this.#services } : {}),
        ...(this.#encrypted > 0 ? { encrypted: this.#encrypted } : {}),
      },
    };
  }

  #see(registry: Uint8Array, key: Uint8Array, document: StoredDocument): void {
    const { uid, owners, deletionTimestamp, kind, apiVersion, namespace } = headOf(document);
    if (uid !== '') this.#uids.add(uid);
    if (owners.length > 0) this.#owned.push({ key, registry, namespace, owners });
    if (deletionTimestamp !== null) this.#deleting.add(key, registry);
    if (reacting.has(kind)) this.#kinds.add(kind);
    if (apiVersion !== 'v1') return;
    if (kind === 'Service') this.#services += 1;
    if (kind === 'Node') this.#nodes.add(idOf(key));
    const node = kind === 'Pod' ? nodeNameOf(document) : '';
    if (node === '') return;
    const nodeKey = concatBytes(registry, Buffer.from(`minions/${node}`));
    const of = this.#ofNodes.get(node) ?? { key: nodeKey, names: new NamedObjects() };
    this.#ofNodes.set(node, of);
    of.names.add(key, registry);
  }

  /** Returns the objects none of whose owners exists, neither in the cluster nor among what is put back. */
  async #ownerless(options: CallOptions): Promise<NamedObjects> {
    const ownerless = new NamedObjects();
    const { sources, codecs } = this.#parts;
    const of = liveKeys(this.#request.connection);
    const source = sources.require(of).whole;
    const known = new Map<string, boolean>();
    for (const { key, registry, namespace, owners } of this.#owned) {
      let isMissing = true;
      for (const owner of owners) {
        if (this.#uids.has(owner.uid)) isMissing = false;
        if (!isMissing) break;
        const asked = `${owner.uid} ${namespace ?? ''}`;
        const answer =
          known.get(asked) ??
          (known.size < mostSearched &&
            (await findOwner({ source, of, codecs, registry }, namespace, owner, options)) === 'missing');
        known.set(asked, answer);
        isMissing = answer;
      }
      if (isMissing) ownerless.add(key, registry);
    }
    return ownerless;
  }

  async #nodeless(options: CallOptions): Promise<NamedObjects> {
    const nodeless = new NamedObjects();
    const source = this.#parts.sources.require(liveKeys(this.#request.connection)).whole;
    for (const { key, names } of [...this.#ofNodes.values()].slice(0, mostSearched)) {
      if (!this.#nodes.has(idOf(key)) && (await source.get(key, options)).entry === null) nodeless.addAll(names);
    }
    return nodeless;
  }
}

function idOf(key: Uint8Array): string {
  return Buffer.from(key).toString('latin1');
}

const podField = { nodeName: 10 } as const;

function nodeNameOf(document: StoredDocument): string {
  return document.form === 'protobuf'
    ? new ProtoFields(document.meta.raw).message(objectField.spec).text(podField.nodeName)
    : new JsonMembers(document.object).of('spec').text('nodeName');
}
