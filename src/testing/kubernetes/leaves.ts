/** The way to a part of JSON. */
export type Steps = readonly (string | number)[];

/** JSON as `JSON.parse` returns it. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const stepsInto = (json: Json): readonly (string | number)[] => {
  if (Array.isArray(json)) return [...json.keys()];
  return json !== null && typeof json === 'object' ? Object.keys(json) : [];
};

const partAt = (json: Json | undefined, step: string | number): Json | undefined =>
  // Objects and lists have their parts under these names.
  (json as Readonly<Record<string | number, Json>> | null | undefined)?.[step];

/** The ways to all parts that have none themselves, and to the parts that hold them. */
export function partsOf(json: Json): readonly Steps[] {
  return stepsInto(json).flatMap((step) => {
    const part = partAt(json, step);
    return part === undefined ? [] : [[step], ...partsOf(part).map((steps) => [step, ...steps])];
  });
}

export function isLeaf(json: Json, steps: Steps): boolean {
  const part = valueAt(json, steps);
  return part !== undefined && stepsInto(part).length === 0;
}

export function valueAt(json: Json, steps: Steps): Json | undefined {
  return steps.reduce<Json | undefined>((part, step) => partAt(part, step), json);
}

/** Returns JSON with another value at a place, or without the place when the value is `undefined`. */
export function withValueAt(json: Json, steps: Steps, value: Json | undefined): Json {
  const [step, ...rest] = steps;
  if (step === undefined) throw new Error('the way leads nowhere');
  const part = rest.length === 0 ? value : withValueAt(partAt(json, step) ?? null, rest, value);
  if (Array.isArray(json))
    return json.flatMap((element: Json, at) => (at === step ? (part === undefined ? [] : [part]) : [element]));
  const members = Object.entries(json ?? {}).flatMap(([name, member]) =>
    name === step ? (part === undefined ? [] : [[name, part]]) : [[name, member]],
  );
  return Object.fromEntries(members);
}

/** JSON as Go prints it: with these characters escaped. */
export function goJson(json: Json): string {
  return JSON.stringify(json).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export type { Json };
