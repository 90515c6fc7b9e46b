/** Below this many keys, an insertion sort is faster. */
const few = 16;
/** How many keys are asked first what all of them may share. */
const samples = 16;

/**
 * Returns the numbers of keys in the order of their bytes. A quicksort of four bytes at a time: keys of Kubernetes share
 * long prefixes, and comparing whole keys reads them again and again.
 */
export function sortedKeys(bytes: Uint8Array, ends: Float64Array, length: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, key) => key);
  // Of each place in `order`: the four bytes of its key at the depth that is sorted by.
  const heads = new Uint32Array(length);
  const startOf = (key: number): number => (key === 0 ? 0 : (ends[key - 1] ?? 0));
  const endOf = (key: number): number => ends[key] ?? 0;

  const compareFrom = (a: number, b: number, depth: number): number => {
    const aEnd = endOf(a);
    const bEnd = endOf(b);
    let aAt = startOf(a) + depth;
    let bAt = startOf(b) + depth;
    while (aAt < aEnd && bAt < bEnd) {
      const difference = (bytes[aAt++] ?? 0) - (bytes[bAt++] ?? 0);
      if (difference !== 0) return difference;
    }
    return aEnd - aAt - (bEnd - bAt);
  };
  const insertionSort = (from: number, to: number, depth: number): void => {
    for (let place = from + 1; place < to; place++) {
      const key = order[place] ?? 0;
      let free = place;
      while (free > from && compareFrom(order[free - 1] ?? 0, key, depth) > 0) {
        order[free] = order[free - 1] ?? 0;
        free--;
      }
      order[free] = key;
    }
  };
  /** Returns how many bytes the first key shares at least with each key that is `every` places on; all share `depth`. */
  const sharedFrom = (from: number, to: number, every: number, depth: number): number => {
    const first = startOf(order[from] ?? 0);
    let shared = endOf(order[from] ?? 0) - first;
    for (let place = from + every; place < to && shared > depth; place += every) {
      const start = startOf(order[place] ?? 0);
      const most = Math.min(shared, endOf(order[place] ?? 0) - start);
      let at = depth;
      while (at < most && bytes[start + at] === bytes[first + at]) at++;
      shared = at;
    }
    return shared;
  };
  /**
   * Loads the four bytes behind what keys share, and returns how many bytes that are. What a few of them share is mostly
   * what all share, so that keys that lie all over memory are mostly gone over once.
   */
  const loadHeads = (from: number, to: number, depth: number): number => {
    const first = startOf(order[from] ?? 0);
    const guess = sharedFrom(from, to, Math.ceil((to - from) / samples), depth);
    let shared = guess;
    for (let place = from; place < to; place++) {
      const key = order[place] ?? 0;
      const start = startOf(key);
      const end = endOf(key);
      const most = Math.min(shared, end - start);
      let at = depth;
      while (at < most && bytes[start + at] === bytes[first + at]) at++;
      shared = at;
      heads[place] = headAt(start + at, end);
    }
    for (let place = from; shared < guess && place < to; place++) {
      const key = order[place] ?? 0;
      heads[place] = headAt(startOf(key) + shared, endOf(key));
    }
    return shared;
  };
  const headAt = (at: number, end: number): number =>
    end - at < 4
      ? headOfEnd(at, end - at)
      : (((bytes[at] ?? 0) << 24) |
          ((bytes[at + 1] ?? 0) << 16) |
          ((bytes[at + 2] ?? 0) << 8) |
          (bytes[at + 3] ?? 0)) >>>
        0;
  const headOfEnd = (at: number, left: number): number => {
    let head = 0;
    for (let index = 0; index < 4; index++) head = (head << 8) | (index < left ? (bytes[at + index] ?? 0) : 0);
    return head >>> 0;
  };
  const swap = (a: number, b: number): void => {
    const key = order[a] ?? 0;
    order[a] = order[b] ?? 0;
    order[b] = key;
    const head = heads[a] ?? 0;
    heads[a] = heads[b] ?? 0;
    heads[b] = head;
  };
  /** Moves the keys that end within these four bytes to the front, sorted: filled up with zeros they look like others. */
  const endedFirst = (from: number, to: number, depth: number): number => {
    let ended = from;
    for (let place = from; place < to; place++) {
      const key = order[place] ?? 0;
      if (endOf(key) - startOf(key) <= depth + 4) swap(place, ended++);
    }
    return ended;
  };

  // Ranges that are still to be sorted, each with its depth and whether its heads are those at that depth.
  const ranges: number[] = [0, length, 0, 0];
  while (ranges.length > 0) {
    const isLoaded = ranges.pop() === 1;
    let depth = ranges.pop() ?? 0;
    const to = ranges.pop() ?? 0;
    const from = ranges.pop() ?? 0;
    if (to - from < 2) continue;
    if (to - from <= few) {
      insertionSort(from, to, depth);
      continue;
    }
    if (!isLoaded) depth = loadHeads(from, to, depth);
    const any = (): number => heads[from + Math.floor(Math.random() * (to - from))] ?? 0;
    // Random, so that no file can make the sort slow.
    const pivot = middleOf(any(), any(), any());
    let less = from;
    let more = to - 1;
    for (let place = from; place <= more; ) {
      const head = heads[place] ?? 0;
      if (head < pivot) swap(place++, less++);
      else if (head > pivot) swap(place, more--);
      else place++;
    }
    ranges.push(from, less, depth, 1, more + 1, to, depth, 1);
    const ended = endedFirst(less, more + 1, depth);
    // They differ in their length only, so that there are five of them at most.
    insertionSort(less, ended, depth);
    ranges.push(ended, more + 1, depth + 4, 0);
  }
  return order;
}

const middleOf = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
