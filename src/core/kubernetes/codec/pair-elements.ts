import type { JsonNode } from './json-tree.ts';

/** Members that tell elements of a list apart, the most telling first: what Kubernetes merges its lists by, and `uid`. */
const tellingMembers = [
  ...['uid', 'name', 'key', 'containerPort', 'mountPath', 'devicePath', 'type', 'ip', 'port', 'topologyKey', 'manager'],
  ...['clientIP', 'hostname'],
];

/**
 * For each element of an edited list its place in the old one, or `null` where it is new. An element is the old one that
 * is equal, else the one of the same name: so it keeps what the text does not show.
 */
export function pairElements(edited: readonly JsonNode[], old: readonly JsonNode[]): readonly (number | null)[] {
  const pairs = edited.map((element, at) => (old[at]?.id === element.id ? at : null));
  const taken = new Set(pairs);
  pairBy((node) => [String(node.id)]);
  pairBy((node) => tellingMembers.flatMap((name) => telling(node, name) ?? []));
  if (edited.length === old.length) pairTheRest();
  return pairs;

  /** Pairs what has a form in common: the first form of the edited element counts. */
  function pairBy(formsOf: (node: JsonNode) => readonly string[]): void {
    const places = new Map<string, Places>();
    for (const [at, node] of old.entries()) {
      if (taken.has(at)) continue;
      for (const form of formsOf(node)) {
        const known = places.get(form);
        if (known === undefined) places.set(form, { all: [at], next: 0 });
        else known.all.push(at);
      }
    }
    for (const [at, node] of edited.entries()) {
      const [form] = pairs[at] === null ? formsOf(node) : [];
      const place = form === undefined ? null : nextFree(places.get(form), taken);
      if (place === null) continue;
      pairs[at] = place;
      taken.add(place);
    }
  }

  /** Elements that nothing tells apart are told apart by their place. */
  function pairTheRest(): void {
    for (const [at, node] of edited.entries()) {
      if (pairs[at] !== null || taken.has(at) || tellingMembers.some((name) => telling(node, name) !== null)) continue;
      pairs[at] = at;
      taken.add(at);
    }
  }
}

/** Places in the old list, of which those before `next` are taken. */
interface Places {
  readonly all: number[];
  next: number;
}

function nextFree(places: Places | undefined, taken: ReadonlySet<number | null>): number | null {
  if (places === undefined) return null;
  while (places.next < places.all.length && taken.has(places.all[places.next] ?? null)) places.next++;
  return places.all[places.next] ?? null;
}

function telling(node: JsonNode, name: string): string | null {
  const member = node.kind === 'object' ? node.members.get(name) : undefined;
  return member === undefined ? null : `${name}:${member.id}`;
}
