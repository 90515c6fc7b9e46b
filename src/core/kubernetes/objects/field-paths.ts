interface Branch {
  readonly path: string;
  readonly value: unknown;
}

/**
 * The fields that a `fieldsV1` names, each by its path: `.spec.replicas`, `.spec.containers[name="web"].image`,
 * `.metadata.finalizers[="example.com/a"]`. An object that is named beside its own fields has its path too.
 */
export function fieldPaths(fieldsV1: unknown): readonly string[] {
  const paths: string[] = [];
  // A stack of its own: the depth is whatever the bytes say.
  const waiting: Branch[] = [{ path: '', value: fieldsV1 }];
  for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
    const { path, value } = branch;
    const steps = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (steps.length === 0) {
      if (path !== '') paths.push(path);
      continue;
    }
    const below = steps.map(([step, inner]) => ({ path: step === '.' ? path : path + stepText(step), value: inner }));
    waiting.push(...below.reverse());
  }
  return paths;
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

/** `name="web",protocol="TCP"` of the element's key, which is JSON. */
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
