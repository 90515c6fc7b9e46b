import type { CallOptions } from '../../../contract/abort.ts';
import { coversBelow } from '../../../contract/key-coverage.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { KeyValue } from '../../../contract/keys.ts';
import { concatBytes } from '../../bytes/bytes.ts';
import { headOf } from '../../kubernetes-storage/heads/read-head.ts';
import { namespacesPrefix, type ObjectPlace, readObjectKey } from '../../kubernetes-storage/layout/object-key.ts';
import type { CopiedPart } from '../../plans/copied-entries.ts';
import type { PutBackClosure, PutBackRemarks, PutBackRequest } from '../../plans/plan-put-back.ts';
import { registryAround } from '../../plans/registry-around.ts';
import { listResources } from '../../registries/list-registry.ts';
import { entriesNamed } from '../../sources/entries-named.ts';
import { spanOf } from '../../sources/key-span.ts';
import type { OpenSources } from '../../sources/open-sources.ts';
import type { SourceReader } from '../../sources/source-reader.ts';
import { breathe } from '../../streams/breath.ts';
import type { ValueCodecs } from '../../values/value-codecs.ts';
import { openObject } from './object-reading.ts';
import { choosesPassing, isPassing } from './passing-records.ts';
import { inWriteOrder, type OrderedObject, rankOf } from './write-order.ts';

/** What finding a closure needs. */
export interface ClosureParts {
  readonly sources: OpenSources;
  readonly codecs: Pick<ValueCodecs, 'opened'>;
}

interface Found extends OrderedObject {
  readonly isChosen: boolean;
  /** Whether it is put back whoever owns it. */
  readonly isWanted: boolean;
}

/** Which objects are looked at: all of a registry, or those of namespaces; `true`: the namespace is put back whole. */
interface Looked {
  readonly registry: Uint8Array;
  isEverything: boolean;
  readonly namespaces: Map<string, boolean>;
}

/**
 * Finds what belongs to chosen objects in a source: everything in a chosen Namespace, what chosen objects own, and the
 * Namespaces that the cluster lacks. Holds the keys and owners of the objects looked at.
 */
export class ObjectClosure implements PutBackClosure {
  readonly #parts: ClosureParts;
  readonly #request: PutBackRequest;
  readonly #registries: readonly Uint8Array[];
  readonly #found = new Map<string, Found>();
  readonly #looked = new Map<string, Looked>();
  #leftOut = 0;
  #along = 0;
  #isIncomplete = false;

  constructor(parts: ClosureParts, request: PutBackRequest) {
    this.#parts = parts;
    this.#request = request;
    const { sources } = parts;
    this.#registries = [
      ...sources.require(request.from.source).registries(),
      ...sources.require(liveKeys(request.connection)).registries(),
    ];
  }

  async *entries(options: CallOptions): AsyncGenerator<CopiedPart, void> {
    const source = this.#parts.sources.require(this.#request.from.source).whole.pin();
    let revision = 0;
    for await (const part of this.#chosen(source, options)) {
      revision ||= part.revision;
      for (const entry of part.entries) await this.#choose(entry);
      yield { entries: [], revision, scanned: part.entries.length };
    }
    for (const looked of this.#looked.values()) {
      for await (const scanned of this.#look(source, looked, options)) yield { entries: [], revision, scanned };
    }
    for (const looked of this.#looked.values()) await this.#addNamespaces(source, looked, options);
    const selected = this.#selected();
    this.#along = selected.filter(({ isChosen }) => !isChosen).length;
    const keys = inWriteOrder(selected).map(({ listed }) => listed);
    for await (const entries of source.each({ keys, revision }, options)) yield { entries, revision, scanned: 0 };
  }

  remarks(): PutBackRemarks {
    return {
      consequences: [
        ...(this.#along > 0 ? (['TakesAlong'] as const) : []),
        ...(this.#leftOut > 0 ? (['LeavesRecords'] as const) : []),
        ...(this.#isIncomplete ? (['SourceIncomplete'] as const) : []),
      ],
      figures: { along: this.#along, leftOut: this.#leftOut },
    };
  }

  /** Yields the chosen keys with their values. */
  async *#chosen(
    source: SourceReader,
    options: CallOptions,
  ): AsyncGenerator<{ readonly entries: readonly KeyValue[]; readonly revision: number }, void> {
    const { from, names } = this.#request;
    if (names === null) yield* source.entries(spanOf(from.prefix), options);
    else yield* entriesNamed(source, from.prefix, names, options);
  }

  async #choose(entry: KeyValue): Promise<void> {
    const { names, from } = this.#request;
    const registry = registryAround(this.#registries, entry.key);
    const place = registry && readObjectKey(registry, entry.key);
    if (registry === null || place === null) {
      await this.#add(entry, null, { isChosen: true, isWanted: true });
      return;
    }
    if (names === null && isPassing(place) && !choosesPassing(registry, from.prefix)) {
      this.#leftOut += 1;
      return;
    }
    await this.#add(entry, place, { isChosen: true, isWanted: true });
    const looked = this.#lookedOf(registry);
    const { resource, group, namespace, name } = place;
    if (namespace !== null) looked.namespaces.set(namespace, looked.namespaces.get(namespace) ?? false);
    else if (group === null && resource === 'namespaces') looked.namespaces.set(name, true);
    else looked.isEverything = true;
  }

  /** Registries with common namespaces are one cluster's: OpenShift has its own beside Kubernetes'. */
  #lookedOf(registry: Uint8Array): Looked {
    const id = idOf(namespacesPrefix(registry));
    const looked = this.#looked.get(id) ?? { registry, isEverything: false, namespaces: new Map<string, boolean>() };
    this.#looked.set(id, looked);
    return looked;
  }

  /** Looks at all objects that may belong to chosen ones. Yields how many each time. */
  async *#look(source: SourceReader, looked: Looked, options: CallOptions): AsyncGenerator<number, void> {
    const common = idOf(namespacesPrefix(looked.registry));
    const { coverage } = this.#parts.sources.require(this.#request.from.source);
    const seen = new Set<string>();
    for (const registry of this.#registries) {
      if (idOf(namespacesPrefix(registry)) !== common || seen.has(idOf(registry))) continue;
      seen.add(idOf(registry));
      if (coversBelow(coverage, registry) !== 'whole' || coverage.secrets !== 'held') this.#isIncomplete = true;
      if (looked.isEverything) {
        yield* this.#lookBelow(source, registry, registry, looked, options);
        continue;
      }
      for await (const resources of listResources(source, registry, options)) {
        for (const resource of resources) {
          for (const [namespace, isWhole] of looked.namespaces) {
            const prefix = concatBytes(resource.prefix, Buffer.from(`${namespace}/`));
            if (!isPassing(resource)) yield* this.#lookBelow(source, registry, prefix, looked, options);
            else if (isWhole) this.#leftOut += (await source.count(spanOf(prefix), options)).count;
          }
        }
      }
    }
  }

  async *#lookBelow(
    source: SourceReader,
    registry: Uint8Array,
    prefix: Uint8Array,
    { namespaces }: Looked,
    options: CallOptions,
  ): AsyncGenerator<number, void> {
    for await (const { entries } of source.entries(spanOf(prefix), options)) {
      for (const entry of entries) {
        await breathe();
        const place = readObjectKey(registry, entry.key);
        if (place === null || this.#found.has(idOf(entry.key))) continue;
        const isWanted = place.namespace !== null && namespaces.get(place.namespace) === true;
        if (!isPassing(place)) await this.#add(entry, place, { isChosen: false, isWanted });
        else if (isWanted) this.#leftOut += 1;
      }
      yield entries.length;
    }
  }

  /** Adds the Namespaces of what is put back where the cluster does not have them. */
  async #addNamespaces(source: SourceReader, { registry, namespaces }: Looked, options: CallOptions): Promise<void> {
    const live = this.#parts.sources.require(liveKeys(this.#request.connection)).whole;
    for (const namespace of namespaces.keys()) {
      const key = concatBytes(namespacesPrefix(registry), Buffer.from(namespace));
      if (this.#found.get(idOf(key))?.isWanted || (await live.get(key, options)).entry !== null) continue;
      const { entry } = await source.get(key, options);
      if (entry !== null) await this.#add(entry, readObjectKey(registry, key), { isChosen: false, isWanted: true });
    }
  }

  async #add(
    entry: KeyValue,
    place: ObjectPlace | null,
    how: { readonly isChosen: boolean; readonly isWanted: boolean },
  ): Promise<void> {
    const reading = { codecs: this.#parts.codecs, source: this.#request.from.source };
    const document = place === null ? null : (await openObject(reading, entry)).document;
    const head = document && headOf(document);
    if (place !== null && head === null) this.#isIncomplete = true;
    // Nothing takes it along: a whole registry may be looked at.
    if (!how.isWanted && (head === null || head.owners.length === 0)) return;
    const { createRevision, modRevision, version } = entry;
    this.#found.set(idOf(entry.key), {
      ...how,
      // A copy: the key may be a part of a whole answer.
      listed: { key: entry.key.slice(), createRevision, modRevision, version },
      rank: rankOf(place),
      uid: head?.uid ?? '',
      owners: head?.owners.map(({ uid }) => uid) ?? [],
    });
  }

  /** Returns what is put back: the wanted objects, and all that they own. */
  #selected(): readonly Found[] {
    const owned = new Map<string, Found[]>();
    for (const object of this.#found.values()) {
      for (const uid of object.owners) {
        const beside = owned.get(uid);
        if (beside === undefined) owned.set(uid, [object]);
        else beside.push(object);
      }
    }
    const selected = new Set([...this.#found.values()].filter(({ isWanted }) => isWanted));
    // A set yields what is added while it is walked.
    for (const { uid } of selected) {
      if (uid !== '') for (const object of owned.get(uid) ?? []) selected.add(object);
    }
    return [...selected];
  }
}

function idOf(key: Uint8Array): string {
  return Buffer.from(key).toString('latin1');
}
