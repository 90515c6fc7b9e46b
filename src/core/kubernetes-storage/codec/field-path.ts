import { EtcdeckError } from '../../../contract/failure.ts';

/** The path to a part of an object, linked from the part back to the root. */
export interface FieldPath {
  readonly parent: FieldPath | null;
  /** A member's name, a map's key or a place in a list. */
  readonly step: string | number;
  readonly isKey: boolean;
  readonly depth: number;
}

/** Returns the path of a member of an object. */
export function memberOf(parent: FieldPath | null, step: string): FieldPath {
  return { parent, step, isKey: false, depth: (parent?.depth ?? 0) + 1 };
}

/** Returns the path of an entry of a map. */
export function keyOf(parent: FieldPath | null, step: string): FieldPath {
  return { parent, step, isKey: true, depth: (parent?.depth ?? 0) + 1 };
}

/** Returns the path of an element of a list, counted from 0. */
export function elementOf(parent: FieldPath | null, step: number): FieldPath {
  return { parent, step, isKey: false, depth: (parent?.depth ?? 0) + 1 };
}

function stepsTo(path: FieldPath | null): readonly FieldPath[] {
  const steps: FieldPath[] = [];
  for (let at = path; at !== null; at = at.parent) steps.push(at);
  return steps.reverse();
}

/** Returns a path as kubectl prints it: `spec.containers[0].image`, `metadata.labels[app.kubernetes.io/name]`. */
function formatPath(path: FieldPath | null): string {
  return stepsTo(path)
    .map(({ step, isKey }, at) => (isKey || typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`))
    .join('');
}

/** Returns a path as a JSON pointer (RFC 6901), unambiguous where a key has dots or brackets. */
function formatPointer(path: FieldPath | null): string {
  return stepsTo(path)
    .map(({ step }) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/**
 * Returns the failure of an edited object that cannot be stored, with its place: `path` and `pointer` in the detail.
 */
export function notEncodable(what: string, path: FieldPath | null): EtcdeckError {
  const where = formatPath(path);
  return new EtcdeckError({
    code: 'ValueNotEncodable',
    message: where === '' ? what : `${where}: ${what}`,
    detail: { path: where, pointer: formatPointer(path) },
  });
}
