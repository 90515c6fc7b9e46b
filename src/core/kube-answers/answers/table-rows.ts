import type { ServedObject } from '../objects/served-object.ts';
import type { Column, Served } from '../resources/served-resource.ts';
import type { Ages } from '../tables/ages.ts';
import { CustomCells } from '../tables/custom-cells.ts';
import { createdAtCells, printerOf } from '../tables/every-printer.ts';
import type { Cell } from '../tables/printer.ts';
import { isDefaultClass } from '../tables/storage.ts';
import { UsualPods } from '../tables/usual-pod.ts';
import { FieldPlaces, ObjectView } from '../view/object-view.ts';
import type { IncludedObject } from './answer-form.ts';
import type { JsonChunks } from './json-chunks.ts';

const createdAtColumns: readonly Column[] = [
  { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 },
  { name: 'Created At', type: 'date', format: '', description: '', priority: 0 },
];

/** The rows that a table's readers may give less weight: pods that have ended. */
const completed: ReadonlyMap<string, string> = new Map([
  ['Succeeded', 'The pod has completed successfully.'],
  ['Failed', 'The pod failed.'],
]);

/** Writes the parts of a Table of one resource. */
export class TableRows {
  readonly columns: readonly Column[];
  /** Returns the rows of a list, where they depend on one another; `null`: each is written as it comes. */
  readonly arrange: Arrange | null;
  readonly #resource: string;
  readonly #custom: CustomCells | null;
  readonly #included: IncludedObject;
  readonly #ages: Ages;
  readonly #usualPods: UsualPods | null;
  /** Where the fields of one row's object are. */
  readonly #places = new FieldPlaces();

  /** `columns`: those of a built-in resource; `null` where none are known. */
  constructor({ resource, version }: Served, columns: readonly Column[] | null, included: IncludedObject, ages: Ages) {
    const { custom } = resource;
    this.#resource = resource.resource;
    this.#custom =
      custom === null ? null : new CustomCells(custom.versions.find((one) => one.version === version)?.columns ?? null);
    const hasPrinter = printerOf(resource.resource) !== undefined;
    this.columns = this.#custom?.columns ?? (hasPrinter && columns !== null ? columns : createdAtColumns);
    this.arrange = custom === null ? (arrangements.get(resource.resource) ?? null) : null;
    this.#usualPods =
      custom === null && resource.resource === 'pods' && this.columns !== createdAtColumns ? new UsualPods() : null;
    this.#included = included;
    this.#ages = ages;
  }

  writeColumns(json: JsonChunks): void {
    json.literal('[');
    for (const [place, { name, type, format, description, priority }] of this.columns.entries()) {
      json.literal(place === 0 ? '{"name":' : ',{"name":');
      json.text(name);
      json.literal(',"type":');
      json.text(type);
      json.literal(',"format":');
      json.text(format);
      json.literal(',"description":');
      json.text(description);
      json.literal(`,"priority":${priority}}`);
    }
    json.literal(']');
  }

  /** `isDefault`: the object is the storage class that counts as the default of its list. */
  writeRow(json: JsonChunks, object: ServedObject, isDefault = false): void {
    const usual =
      this.#usualPods === null || object.form === 'json' ? null : this.#usualPods.cells(object.stored, this.#ages);
    this.#places.clear();
    const view = usual === null ? viewOf(object, this.#places) : null;
    const cells = usual ?? this.#cellsOf(object, view);
    json.literal('{"cells":[');
    let place = 0;
    for (const cell of cells) {
      if (place > 0) json.literal(',');
      if (typeof cell !== 'string') json.literal(String(cell));
      else json.text(place === 0 && isDefault ? `${cell} (default)` : cell);
      place += 1;
    }
    json.literal(']');
    if (view !== null && this.#resource === 'pods') writeCondition(json, view);
    json.literal(',"object":');
    if (this.#included === 'None') json.literal('null');
    else if (this.#included === 'Object') json.object(object, true);
    else json.metadata(object);
    json.literal('}');
  }

  #cellsOf(object: ServedObject, view: ObjectView | null): readonly Cell[] {
    if (object.form === 'json') {
      const metadata = object.root.members.get('metadata');
      const name = metadata?.kind === 'object' ? metadata.members.get('name') : undefined;
      return this.#custom?.of(object, name?.kind === 'string' ? name.value : '', this.#ages) ?? [];
    }
    if (view === null) return [];
    const metadata = view.message('metadata');
    const age = this.#ages.since(metadata.time('creationTimestamp'));
    const printer = this.columns === createdAtColumns ? createdAtCells : (printerOf(this.#resource) ?? createdAtCells);
    return printer(view, { metadata, name: metadata.text('name'), age, ages: this.#ages });
  }
}

function writeCondition(json: JsonChunks, pod: ObjectView): void {
  const status = pod.message('status');
  for (const [phase, message] of completed) {
    if (!status.hasWord('phase', phase)) continue;
    json.literal(`,"conditions":[{"type":"Completed","status":"True","reason":"${phase}","message":"${message}"}]`);
  }
}

/** An object of a list, and whether its row says that it is the default. */
interface ArrangedRow {
  readonly object: ServedObject;
  readonly isDefault: boolean;
}

/** Returns the rows of all objects of a list. */
type Arrange = (objects: readonly ServedObject[]) => readonly ArrangedRow[];

const arrangements: ReadonlyMap<string, Arrange> = new Map<string, Arrange>([
  ['storageclasses', withDefaultClass],
  ['flowschemas', byPrecedence],
]);

function withDefaultClass(objects: readonly ServedObject[]): readonly ArrangedRow[] {
  const standing = defaultClass(objects);
  return objects.map((object) => ({ object, isDefault: object === standing }));
}

/** Returns the storage class that counts as the default: the newest one that says so, the first by name among equals. */
function defaultClass(objects: readonly ServedObject[]): ServedObject | null {
  const candidates = objects.flatMap((object) => {
    const metadata = viewOf(object)?.message('metadata');
    if (metadata === undefined || !isDefaultClass(metadata)) return [];
    const created = metadata.time('creationTimestamp') ?? Number.NEGATIVE_INFINITY;
    return [{ object, created, name: metadata.text('name') }];
  });
  // Objects come in the order of their names, which sorting keeps.
  return candidates.sort((one, other) => other.created - one.created)[0]?.object ?? null;
}

function byPrecedence(objects: readonly ServedObject[]): readonly ArrangedRow[] {
  return objects
    .map((object) => ({
      object,
      isDefault: false,
      first: viewOf(object)?.message('spec').number('matchingPrecedence') ?? 0,
    }))
    .sort((one, other) => one.first - other.first);
}

function viewOf(object: ServedObject, places?: FieldPlaces): ObjectView | null {
  return object.form === 'json' ? null : new ObjectView(object.stored.message, object.stored.raw, places);
}
