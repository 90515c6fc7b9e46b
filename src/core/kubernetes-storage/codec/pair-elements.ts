import { isSameJson, type JsonNode } from './json-tree.ts';

/**
 * Members that identify elements of a list, the most specific first: the merge keys of Kubernetes' lists, and `uid`.
 */
export const tellingMembers: readonly string[] = [
  ...['uid', 'name', 'key', 'containerPort', 'mountPath', 'devicePath', 'type', 'ip', 'port', 'topologyKey', 'manager'],
  ...['clientIP', 'hostname'],
];

/**
 * Returns, for each element of an edited list, its place in the old one, or `null` where it is new. It is paired with
 * the equal old element, else the one of the same name, else a similar one at its place: so it keeps the bytes that the
 * text does not show.
 */
export function pairElements(edited: readonly JsonNode[], old: readonly JsonNode[]): readonly (number | null)[] {
  const pairs = edited.map((element, at) => (isSameJson(old[at], element) ? at : null));
  if (old.length === 0 || !pairs.includes(null)) return pairs;
  const taken = new Set(pairs);
  pairBy((node) => [{ by: '', value: node }]);
  pairBy(tellingOf);
  if (edited.length === old.length) pairTheRest();
  return pairs;

  /** Pairs elements with a common mark: the first mark of the edited element counts. */
  function pairBy(marksOf: (node: JsonNode) => readonly Mark[]): void {
    const queues = new Map<string, Queue[]>();
    for (const [at, node] of old.entries())
      if (!taken.has(at)) for (const mark of marksOf(node)) queueOf(queues, mark).places.push(at);
    for (const [at, node] of edited.entries()) {
      const [mark] = pairs[at] === null ? marksOf(node) : [];
      const place = mark === undefined ? undefined : nextFree(queueOf(queues, mark), taken);
      if (place === undefined) continue;
      pairs[at] = place;
      taken.add(place);
    }
  }

  /** Pairs elements that kept their place: those without a distinguishing mark, or renamed with little else changed. */
  function pairTheRest(): void {
    for (const [at, node] of edited.entries()) {
      const before = old[at];
      if (pairs[at] !== null || taken.has(at) || before === undefined) continue;
      if (tellingOf(node).length > 0 && !isAlike(before, node)) continue;
      pairs[at] = at;
      taken.add(at);
    }
  }
}

/** Returns whether two objects have at least as many members in common as not. */
function isAlike(one: JsonNode, other: JsonNode): boolean {
  if (one.kind !== 'object' || other.kind !== 'object') return false;
  const names = new Set([...one.members.keys(), ...other.members.keys()]);
  const common = [...names].filter((name) => isSameJson(one.members.get(name), other.members.get(name)));
  return 2 * common.length >= names.size;
}

/** A mark that identifies an element. */
interface Mark {
  readonly by: string;
  readonly value: JsonNode;
}

function tellingOf(node: JsonNode): readonly Mark[] {
  if (node.kind !== 'object') return [];
  return tellingMembers.flatMap((by) => {
    const value = node.members.get(by);
    return value === undefined ? [] : [{ by, value }];
  });
}

/** The places of the elements with one mark, of which those before `next` are taken. */
interface Queue {
  readonly value: JsonNode;
  readonly places: number[];
  next: number;
}

function queueOf(queues: Map<string, Queue[]>, { by, value }: Mark): Queue {
  const form = `${by}:${value.hash}`;
  const alike = queues.get(form) ?? [];
  const known = alike.find((queue) => isSameJson(queue.value, value));
  if (known !== undefined) return known;
  const queue = { value, places: [], next: 0 };
  queues.set(form, [...alike, queue]);
  return queue;
}

function nextFree(queue: Queue, taken: ReadonlySet<number | null>): number | undefined {
  while (queue.next < queue.places.length && taken.has(queue.places[queue.next] ?? null)) queue.next++;
  return queue.places[queue.next];
}
