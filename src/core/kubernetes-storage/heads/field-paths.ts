interface Branch {
  /** The path; `null` where it is too long to be written. */
  readonly path: string | null;
  readonly value: unknown;
}

/** The paths written, and the number of fields without one. */
export interface WrittenPaths {
  readonly fields: readonly string[];
  readonly fieldsLeftOut: number;
}

/** The longest path written, in characters; those of the deepest schemas have some hundreds. */
const longestPath = 4_096;
/** Characters of one object's paths: some thirty thousand fields, where objects have hundreds. */
const mostCharacters = 2 * 2 ** 20;
/** A path's cost besides its characters. */
const pathOverhead = 16;

/**
 * Writes the paths of one object's fields. Each leaf of `fieldsV1` gets its whole path, so nested ones take quadratic
 * space: beyond a bound on each path and on all of an object's, fields are only counted.
 */
export class FieldPaths {
  #left = mostCharacters;

  /**
   * Returns the fields in a `fieldsV1` by path: `.spec.replicas`, `.spec.containers[name="web"].image`,
   * `.metadata.finalizers[="example.com/a"]`. An object listed beside its own fields has a path too.
   */
  of(fieldsV1: unknown): WrittenPaths {
    const fields: string[] = [];
    let fieldsLeftOut = 0;
    // An explicit stack instead of recursion: the bytes decide the depth.
    const waiting: Branch[] = [{ path: '', value: fieldsV1 }];
    for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
      const { path, value } = branch;
      const steps = typeof value === 'object' && value !== null ? Object.entries(value) : [];
      if (steps.length > 0) {
        for (const [step, inner] of steps.reverse()) waiting.push({ path: pathBelow(path, step), value: inner });
      } else if (path === null || (path !== '' && path.length + pathOverhead > this.#left)) {
        fieldsLeftOut += 1;
      } else if (path !== '') {
        fields.push(path);
        this.#left -= path.length + pathOverhead;
      }
    }
    return { fields, fieldsLeftOut };
  }
}

function pathBelow(path: string | null, step: string): string | null {
  if (path === null || step === '.') return path;
  const below = path.length + step.length > longestPath ? null : path + stepText(step);
  return below === null || below.length > longestPath ? null : below;
}

function stepText(step: string): string {
  const content = step.slice(2);
  switch (step.slice(0, 2)) {
    case 'f:':
      return `.${content}`;
    case 'k:':
      return `[${keyText(content)}]`;
    case 'v:':
      return `[=${content}]`;
    case 'i:':
      return `[${content}]`;
    default:
      return `.${step}`;
  }
}

/** Returns an element's JSON key as `name="web",protocol="TCP"`. */
function keyText(json: string): string {
  try {
    const key: unknown = JSON.parse(json);
    if (typeof key !== 'object' || key === null) return json;
    const pairs = Object.entries(key).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    return pairs.join(',');
  } catch {
    return json;
  }
}
