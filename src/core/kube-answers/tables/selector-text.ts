import { byBytes, type ObjectView } from '../view/object-view.ts';

/** Returns a map of labels as text: `a=1,b=2`; `<none>` for an empty one. */
export function labelsText(labels: ReadonlyMap<string, string>): string {
  const pairs = [...labels].map(([name, value]) => `${name}=${value}`).sort(byBytes);
  return pairs.length === 0 ? '<none>' : pairs.join(',');
}

/** Returns the label selector in a field as text; `<none>` where it selects everything or nothing. */
export function selectorText(parent: ObjectView, name: string): string {
  const text = requirementsText(parent, name);
  return text === null ? '<error>' : text === '' ? '<none>' : text;
}

/** Returns the requirements of the label selector in a field; empty for none, `null` where one is invalid. */
export function requirementsText(parent: ObjectView, name: string): string | null {
  const selector = parent.message(name);
  const requirements: (readonly [key: string, text: string])[] = [];
  for (const [key, value] of selector.textMap('matchLabels')) requirements.push([key, `${key}=${value}`]);
  for (const expression of selector.list('matchExpressions')) {
    const key = expression.text('key');
    const text = expressionText(key, expression.text('operator'), expression.texts('values'));
    if (text === null) return null;
    requirements.push([key, text]);
  }
  return requirements
    .sort(([one], [other]) => byBytes(one, other))
    .map(([, text]) => text)
    .join(',');
}

function expressionText(key: string, operator: string, values: readonly string[]): string | null {
  const list = `(${values.toSorted(byBytes).join(',')})`;
  switch (operator) {
    case 'In':
      return values.length === 0 ? null : `${key} in ${list}`;
    case 'NotIn':
      return values.length === 0 ? null : `${key} notin ${list}`;
    case 'Exists':
      return values.length === 0 ? key : null;
    case 'DoesNotExist':
      return values.length === 0 ? `!${key}` : null;
    default:
      return null;
  }
}
