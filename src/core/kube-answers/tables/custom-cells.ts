import type { JsonNode } from '../../kubernetes-storage/codec/json-tree.ts';
import { parseTime } from '../../kubernetes-storage/codec/time.ts';
import type { CustomObject } from '../objects/served-object.ts';
import type { Column, CustomColumn } from '../resources/served-resource.ts';
import type { Ages } from './ages.ts';
import { findByPath, type JsonPath, parseJsonPath } from './json-path.ts';
import type { Cell } from './printer.ts';

/** The columns of a custom resource, beside its name. */
const defaultColumns: readonly CustomColumn[] = [
  { name: 'Age', type: 'date', format: '', description: '', priority: 0, jsonPath: '.metadata.creationTimestamp' },
];

/** The cells of a custom resource, as its definition describes them. */
export class CustomCells {
  readonly columns: readonly Column[];
  readonly #columns: readonly CustomColumn[];
  readonly #paths: readonly (JsonPath | null)[];

  constructor(columns: readonly CustomColumn[] | null) {
    this.#columns = columns ?? defaultColumns;
    this.#paths = this.#columns.map(({ jsonPath }) => parseJsonPath(jsonPath));
    this.columns = [{ name: 'Name', type: 'string', format: 'name', description: '', priority: 0 }, ...this.#columns];
  }

  of(object: CustomObject, name: string, ages: Ages): readonly Cell[] {
    const cells = this.#columns.map(({ type }, place): Cell => {
      const path = this.#paths[place] ?? null;
      const [found] = path === null ? [] : findByPath(object.root, path);
      return found === undefined ? null : cellOf(object.json, found, type, ages);
    });
    return [name, ...cells];
  }
}

function cellOf(json: string, node: JsonNode, type: string, ages: Ages): Cell {
  switch (type) {
    case 'string':
      return textOf(json, node);
    case 'integer':
      return node.kind === 'number' ? Math.trunc(Number(node.text)) : null;
    case 'number':
      return node.kind === 'number' ? Number(node.text) : null;
    case 'boolean':
      return node.kind === 'boolean' ? node.text === 'true' : null;
    case 'date':
      return node.kind === 'string' ? dateOf(node.value, ages) : null;
    default:
      return null;
  }
}

function textOf(json: string, node: JsonNode): Cell {
  switch (node.kind) {
    case 'string':
      return node.value;
    case 'null':
      return '<nil>';
    default:
      return json.slice(node.start, node.end);
  }
}

function dateOf(text: string, ages: Ages): string {
  if (text === '') return ages.since(null);
  const moment = parseTime(text);
  return moment === null ? '<invalid>' : ages.since(moment.seconds);
}
