import type { ServedObject } from '../objects/served-object.ts';
import type { Served } from '../resources/served-resource.ts';
import { JsonChunks } from './json-chunks.ts';
import type { ListAnswer, ListMeta } from './list-answer.ts';
import type { TableRows } from './table-rows.ts';

/** Writes the elements of a list in JSON, between what comes before and behind them. */
abstract class JsonList implements ListAnswer {
  readonly keepsObjects = false;
  protected readonly json = new JsonChunks();
  #isFirst = true;

  abstract begin(meta: ListMeta): void;
  protected abstract element(object: ServedObject): void;
  protected abstract close(): void;

  get ready(): number {
    return this.json.length;
  }

  add(object: ServedObject): void {
    if (!this.#isFirst) this.json.literal(',');
    this.#isFirst = false;
    this.element(object);
    this.json.settle();
  }

  take(memory?: Uint8Array): Uint8Array {
    return this.json.take(memory);
  }

  end(): readonly Uint8Array[] {
    this.close();
    return [this.json.take()];
  }
}

/** A list of built-in objects; they go without kind and apiVersion. */
export class BuiltInList extends JsonList {
  readonly #served: Served;

  constructor(served: Served) {
    super();
    this.#served = served;
  }

  begin(meta: ListMeta): void {
    const { apiVersion, resource } = this.#served;
    beginList(this.json, resource.listKind, apiVersion, meta);
    this.json.literal('"items":[');
  }

  protected element(object: ServedObject): void {
    this.json.object(object, false);
  }

  protected close(): void {
    this.json.literal(']}\n');
  }
}

/** A list of custom resources: all members are sorted, so that the metadata comes last. */
export class CustomList extends JsonList {
  readonly #served: Served;
  #meta: ListMeta = { resourceVersion: 0, continue: null, remainingItemCount: null };

  constructor(served: Served) {
    super();
    this.#served = served;
  }

  begin(meta: ListMeta): void {
    this.#meta = meta;
    this.json.literal('{"apiVersion":');
    this.json.text(this.#served.apiVersion);
    this.json.literal(',"items":[');
  }

  protected element(object: ServedObject): void {
    this.json.object(object, true);
  }

  protected close(): void {
    const { resourceVersion, continue: next, remainingItemCount } = this.#meta;
    this.json.literal('],"kind":');
    this.json.text(this.#served.resource.listKind);
    this.json.literal(',"metadata":{"continue":');
    this.json.text(next ?? '');
    if (remainingItemCount !== null) this.json.literal(`,"remainingItemCount":${remainingItemCount}`);
    this.json.literal(`,"resourceVersion":"${resourceVersion}"}}\n`);
  }
}

/** A `PartialObjectMetadataList`; Go prints an empty one with `null`. */
export class MetadataList extends JsonList {
  #isEmpty = true;

  begin(meta: ListMeta): void {
    beginList(this.json, 'PartialObjectMetadataList', metaVersion, meta);
    this.json.literal('"items":');
  }

  protected element(object: ServedObject): void {
    if (this.#isEmpty) this.json.literal('[');
    this.#isEmpty = false;
    this.json.metadata(object);
  }

  protected close(): void {
    this.json.literal(this.#isEmpty ? 'null}\n' : ']}\n');
  }
}

/** The apiVersion of Tables and of metadata alone. */
export const metaVersion = 'meta.k8s.io/v1';

/** A Table. */
export class TableList implements ListAnswer {
  readonly #json = new JsonChunks();
  readonly #rows: TableRows;
  /** The objects of a table whose rows depend on one another. */
  readonly #held: ServedObject[] = [];
  #isFirst = true;

  constructor(rows: TableRows) {
    this.#rows = rows;
  }

  get keepsObjects(): boolean {
    return this.#rows.arrange !== null;
  }

  get ready(): number {
    return this.#json.length;
  }

  begin(meta: ListMeta): void {
    beginList(this.#json, 'Table', metaVersion, meta);
    this.#json.literal('"columnDefinitions":');
    this.#rows.writeColumns(this.#json);
    this.#json.literal(',"rows":[');
  }

  add(object: ServedObject): void {
    if (this.#rows.arrange !== null) this.#held.push(object);
    else this.#row(object, false);
  }

  take(memory?: Uint8Array): Uint8Array {
    return this.#json.take(memory);
  }

  end(): readonly Uint8Array[] {
    for (const { object, isDefault } of this.#rows.arrange?.(this.#held) ?? []) this.#row(object, isDefault);
    this.#json.literal(']}\n');
    return [this.#json.take()];
  }

  #row(object: ServedObject, isDefault: boolean): void {
    if (!this.#isFirst) this.#json.literal(',');
    this.#isFirst = false;
    this.#rows.writeRow(this.#json, object, isDefault);
    this.#json.settle();
  }
}

/** Writes the beginning of a list up to the comma behind its metadata. */
function beginList(json: JsonChunks, kind: string, apiVersion: string, meta: ListMeta): void {
  json.literal('{"kind":');
  json.text(kind);
  json.literal(',"apiVersion":');
  json.text(apiVersion);
  json.literal(`,"metadata":{"resourceVersion":"${meta.resourceVersion}"`);
  if (meta.continue !== null) {
    json.literal(',"continue":');
    json.text(meta.continue);
  }
  if (meta.remainingItemCount !== null) json.literal(`,"remainingItemCount":${meta.remainingItemCount}`);
  json.literal('},');
}
