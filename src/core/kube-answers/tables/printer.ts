import type { ObjectView } from '../view/object-view.ts';
import type { Ages } from './ages.ts';

/** What stands in a cell. */
export type Cell = string | number | boolean | null;

/** What nearly every row shows. */
export interface RowFacts {
  readonly metadata: ObjectView;
  readonly name: string;
  /** How long ago the object was created. */
  readonly age: string;
  readonly ages: Ages;
}

/** Returns the cells of an object's row, in the order of its kind's columns. */
export type Printer = (object: ObjectView, facts: RowFacts) => readonly Cell[];

/** Returns `text`, or what is shown instead of an empty one. */
export function orElse(text: string, instead: string): string {
  return text === '' ? instead : text;
}

/** Returns a list's first elements, and how many more there are. */
export function firstOf(list: readonly string[], most: number): string {
  const shown = list.slice(0, most).join(',');
  return list.length > most ? `${shown} + ${list.length - most} more...` : shown;
}

/** Returns the names and the images of containers. */
export function containerCells(template: ObjectView): readonly [names: string, images: string] {
  const containers = template.message('spec').list('containers');
  return [
    containers.map((container) => container.text('name')).join(','),
    containers.map((container) => container.text('image')).join(','),
  ];
}
