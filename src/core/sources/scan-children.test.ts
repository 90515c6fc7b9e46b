import { describe, expect, it } from 'vitest';
import type { KeyChild, KeyMeta } from '../../contract/keys.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { isInLevel, type Level, levelOf } from './level.ts';
import { endsOfNames } from './likely-ends.ts';
import { type ChildrenScan, type KeyRange, type ReadRange, scanChildren } from './scan-children.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (some: Uint8Array): string => Buffer.from(some).toString('latin1');
const metaOf = (key: string): KeyMeta => ({
  key: bytes(key),
  createRevision: 1,
  modRevision: 1,
  version: 1,
  lease: null,
});

/** Sorted keys that count the work of a server before 3.7 for each range. */
class CountedKeys {
  readonly #keys: readonly string[];
  tookMs = 0.5;
  requests = 0;
  walked = 0;
  read = 0;

  constructor(keys: Iterable<string>) {
    this.#keys = [...new Set(keys)].sort((a, b) => compareBytes(bytes(a), bytes(b)));
  }

  get all(): readonly KeyMeta[] {
    return this.#keys.map(metaOf);
  }

  countBeneath(prefix: string): number {
    return this.#keys.filter((key) => key.startsWith(prefix)).length;
  }

  range = async ({ start, end, limit }: KeyRange) => {
    if (start.length === 0) throw new Error('etcd refuses the empty key');
    if (end !== null && compareBytes(start, end) >= 0) throw new Error('an empty range was asked for');
    const from = this.#firstFrom(text(start));
    const count = (end === null ? this.#keys.length : this.#firstFrom(text(end))) - from;
    const keys = this.#keys.slice(from, from + Math.min(count, limit)).map(metaOf);
    this.requests += 1;
    this.walked += count;
    this.read += keys.length;
    return { keys, count, tookMs: this.tookMs };
  };

  /** Reads as a stream that is left early: a few keys more than requested, to the level's end, without a count. */
  begin = async ({ start, limit }: KeyRange, level: Level) => {
    const { keys, count, tookMs } = await this.range({ start, end: level.end, limit: limit + 3 });
    return { keys, count: keys.length < count ? Number.POSITIVE_INFINITY : count, tookMs, end: level.end };
  };

  #firstFrom(key: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      // Latin-1 text sorts as its bytes do.
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The same level computed from every key, as text: `kind name position`. */
function fullScan(prefix: string, delimiter: string, keys: readonly KeyMeta[]): readonly string[] {
  const from = delimiter === '' ? 0 : prefix.length - (prefix.split(delimiter).at(-1) ?? '').length;
  const lines = keys.flatMap((meta) => {
    const key = text(meta.key);
    if (!key.startsWith(prefix)) return [];
    const at = delimiter === '' ? -1 : key.slice(prefix.length).indexOf(delimiter);
    if (at < 0) return [`key ${key.slice(from)} ${key}`];
    const folder = key.slice(0, prefix.length + at + delimiter.length);
    return [`folder ${folder.slice(from)} ${folder}`];
  });
  return [...new Set(lines)];
}

interface ScanRequest extends Partial<ChildrenScan> {
  readonly level: Level;
  /** Whether a range is begun as a stream rather than read whole. */
  readonly isBegun?: () => boolean;
}

async function scan(keys: CountedKeys, { isBegun = () => false, ...request }: ScanRequest) {
  const children: KeyChild[] = [];
  let isComplete = false;
  const whole = { after: null, limit: 10_000, hint: null, ...request };
  const read: ReadRange = (range) => (isBegun() ? keys.begin(range, request.level) : keys.range(range));
  for await (const found of scanChildren(read, whole)) {
    expect(isComplete).toBe(false);
    children.push(...found.children);
    isComplete = found.isLast;
  }
  return { children, isComplete };
}

const positionOf = (child: KeyChild): Uint8Array => (child.kind === 'folder' ? child.prefix : child.meta.key);
const shown = (children: readonly KeyChild[]): readonly string[] =>
  children.map((child) => `${child.kind} ${text(child.name)} ${text(positionOf(child))}`);

describe('children of a level', () => {
  it('takes a key and a folder of one name, an empty name and an empty folder name apart', async () => {
    const keys = new CountedKeys(['/a', '/a/', '/a/x', '/a//y', '/b', 'bare', '/']);
    const at = async (prefix: string) =>
      shown((await scan(keys, { level: levelOf(bytes(prefix), bytes('/')) })).children);
    expect(await at('')).toEqual(['folder / /', 'key bare bare']);
    expect(await at('/')).toEqual(['key  /', 'key a /a', 'folder a/ /a/', 'key b /b']);
    expect(await at('/a/')).toEqual(['key  /a/', 'folder / /a//', 'key x /a/x']);
  });

  it('names children of a prefix that is not a folder by their last part', async () => {
    const keys = new CountedKeys(['/registry/pods/x', '/registry/podtemplates/y', '/registry/po']);
    const { children } = await scan(keys, { level: levelOf(bytes('/registry/po'), bytes('/')) });
    expect(shown(children)).toEqual([
      'key po /registry/po',
      'folder pods/ /registry/pods/',
      'folder podtemplates/ /registry/podtemplates/',
    ]);
  });

  it('lists a level that reaches to the end of the keyspace', async () => {
    const keys = new CountedKeys(['\xff', '\xff\xff', '\xff\xff/x', '\xff\xff\xff', 'a']);
    const { children, isComplete } = await scan(keys, { level: levelOf(bytes('\xff\xff'), bytes('/')) });
    expect(shown(children)).toEqual([
      'key \xff\xff \xff\xff',
      'folder \xff\xff/ \xff\xff/',
      'key \xff\xff\xff \xff\xff\xff',
    ]);
    expect(isComplete).toBe(true);
  });

  it('equals a full scan, whole or in parts, on random keyspaces at any delimiter', { timeout: 60_000 }, async () => {
    const random = randomOf(20_261_121);
    for (let round = 0; round < 3_000; round++) {
      const names = random.alphabet();
      const keys = new CountedKeys(Array.from({ length: random.below(60) }, () => random.key(names)));
      const prefix = random.prefix(keys.all.map((meta) => text(meta.key)));
      const delimiter = random.delimiter(names);
      const level = levelOf(bytes(prefix), bytes(delimiter));
      const expected = fullScan(prefix, delimiter, keys.all);
      const hint = random.hint(level, keys.all);
      const about = `round ${round}: ${JSON.stringify([prefix, delimiter])}`;

      const whole = await scan(keys, { level, hint });
      expect(shown(whole.children), about).toEqual(expected);
      expect(whole.isComplete, about).toBe(true);
      const begun = await scan(keys, { level, hint, isBegun: () => random.below(2) === 0 });
      expect(shown(begun.children), about).toEqual(expected);
      expect(begun.isComplete, about).toBe(true);

      const parts: KeyChild[] = [];
      const limit = 1 + random.below(5);
      for (let after: Uint8Array | null = null, isComplete = false; !isComplete; ) {
        const part = await scan(keys, { level, after, limit, hint });
        expect(part.children.length, about).toBeLessThanOrEqual(limit);
        expect(part.isComplete || part.children.length === limit, about).toBe(true);
        parts.push(...part.children);
        const last = part.children.at(-1);
        after = last === undefined ? after : positionOf(last);
        isComplete = part.isComplete;
      }
      expect(shown(parts), about).toEqual(expected);
    }
  });
});

describe('what a level costs', () => {
  const numbered = (count: number, name: (i: number) => string): readonly string[] =>
    Array.from({ length: count }, (_, i) => name(i));
  const padded = (i: number, width: number): string => String(i).padStart(width, '0');
  const beneath = (folders: readonly string[], count: number): readonly string[] =>
    folders.flatMap((folder) => numbered(count, (i) => `${folder}k${padded(i, 5)}`));
  const random = randomOf(7);
  const resources = ['apiextensions.k8s.io', 'configmaps', 'deployments', 'events', 'leases', 'pods', 'replicasets'];

  it.each([
    {
      about: 'a few large folders',
      keys: beneath(
        resources.map((name) => `/registry/${name}/`),
        10_000,
      ),
      prefix: '/registry/',
      children: 7,
      requests: 40,
      walks: 1.6,
    },
    {
      about: 'large folders behind a key that is the prefix itself',
      keys: [
        '/registry/',
        ...beneath(
          resources.map((name) => `/registry/${name}/`),
          10_000,
        ),
      ],
      prefix: '/registry/',
      children: 8,
      requests: 40,
      walks: 1.6,
    },
    {
      about: 'many folders of numbered names',
      keys: beneath(
        numbered(400, (i) => `/pods/ns-${padded(i, 3)}/`),
        300,
      ),
      prefix: '/pods/',
      children: 400,
      requests: 480,
      walks: 2.5,
    },
    {
      about: 'many folders of random names',
      keys: beneath(
        numbered(200, () => `/h/${random.hex()}/`),
        400,
      ),
      prefix: '/h/',
      children: 200,
      requests: 300,
      walks: 8,
    },
    {
      about: 'ten thousand keys side by side',
      keys: numbered(10_000, (i) => `/flat/${padded(i, 6)}`),
      prefix: '/flat/',
      children: 10_000,
      requests: 40,
      walks: 6,
    },
    {
      about: 'thousands of small folders',
      keys: beneath(
        numbered(3_000, () => `/u/${random.hex()}/`),
        3,
      ),
      prefix: '/u/',
      children: 3_000,
      requests: 60,
      walks: 6,
    },
    { about: 'an empty level', keys: ['/a'], prefix: '/b/', children: 0, requests: 20, walks: 0 },
  ])('stays in bounds for $about', async ({ keys: names, prefix, children, requests, walks }) => {
    const keys = new CountedKeys(names);
    const result = await scan(keys, { level: levelOf(bytes(prefix), bytes('/')) });
    expect(result.children).toHaveLength(children);
    expect(keys.requests).toBeLessThanOrEqual(requests);
    expect(keys.walked).toBeLessThanOrEqual(walks * keys.countBeneath(prefix));
    expect(keys.read).toBeLessThanOrEqual(5 * children + 80);
  });

  it('finds the first rows of a known folder without a walk', async () => {
    const keys = new CountedKeys(
      beneath(
        numbered(100, (i) => `/pods/ns-${padded(i, 3)}/`),
        200,
      ),
    );
    const hint = { key: bytes('/pods/ns-000/k00000'), atMost: 20_000 };
    const { children } = await scan(keys, { level: levelOf(bytes('/pods/'), bytes('/')), hint, limit: 10 });
    expect(children).toHaveLength(10);
    expect(keys.requests).toBeLessThanOrEqual(12);
    expect(keys.walked).toBeLessThanOrEqual(10 * 400);
  });

  it('finds the first rows of a registry’s resource by the names of its namespaces', async () => {
    const level = levelOf(bytes('/registry/pods/'), bytes('/'));
    const keys = new CountedKeys(
      beneath(
        numbered(100, (i) => `/registry/pods/ns-${padded(i, 3)}/`),
        200,
      ),
    );
    // The first three namespaces have no pods.
    const names = ['app', 'default', 'kube-system', ...numbered(100, (i) => `ns-${padded(i, 3)}`)].map(bytes);
    const likelyEnds = endsOfNames(level, names);
    const { children } = await scan(keys, { level, likelyEnds, limit: 1 });
    expect(children).toHaveLength(1);
    expect(keys.requests).toBe(3);
    expect(keys.walked).toBe(200);
  });

  it('asks less often, for more, where each answer is slow', async () => {
    const names = beneath(
      resources.map((name) => `/store/${name}/`),
      1_000,
    );
    const requests: number[] = [];
    for (const tookMs of [0.5, 50]) {
      const keys = new CountedKeys(names);
      keys.tookMs = tookMs;
      await scan(keys, { level: levelOf(bytes('/store/'), bytes('/')) });
      requests.push(keys.requests);
    }
    expect(requests[1]).toBeLessThanOrEqual((requests[0] ?? 0) * 0.6);
  });

  it('opens a folder that is known to be small with one request', async () => {
    const keys = new CountedKeys(numbered(12, (i) => `/small/${i}`));
    const hint = { key: bytes('/small/0'), atMost: 40 };
    await scan(keys, { level: levelOf(bytes('/small/'), bytes('/')), hint });
    expect(keys.requests).toBe(1);
  });

  it('does not walk a Kubernetes keyspace to show its root', async () => {
    const keys = new CountedKeys(
      beneath(
        resources.map((name) => `/registry/${name}/`),
        5_000,
      ),
    );
    await scan(keys, { level: levelOf(bytes('/'), bytes('/')) });
    expect(keys.walked).toBeLessThanOrEqual(5_000);
  });
});

/** A seeded generator (mulberry32): the same keyspaces in every run. */
function randomOf(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  const pick = <T>(some: readonly [T, ...T[]]): T => some[below(some.length)] ?? some[0];
  const word = (names: string, most: number): string =>
    Array.from({ length: below(most + 1) }, () => names[below(names.length)] ?? '').join('');
  return {
    below,
    hex: (): string =>
      below(2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    alphabet: (): string =>
      pick(['ab', 'a/', '/\x00', '\xff\xfe/', 'abc-/09', '\x00\x01\xff', '::a', 'pod-0123456789/']),
    key: (names: string): string => word(names, 9) || (names[0] ?? 'a'),
    prefix: (keys: readonly string[]): string => {
      const key = keys[below(keys.length)] ?? 'zz';
      return pick([key, key.slice(0, below(key.length + 1)), key.slice(0, below(3)), '', '\xff', '\xff\xff', '/']);
    },
    delimiter: (names: string): string => pick(['/', '/', '::', '', '\x00', '\xff', '\xff\xff', word(names, 3), 'aa']),
    hint: (level: Level, metas: readonly KeyMeta[]) => {
      const inside = metas.filter((meta) => isInLevel(level, meta.key));
      const meta = inside[below(inside.length)];
      // A correct hint, a low and a high one: a wrong hint may cost reads, and must not change an answer.
      return meta === undefined || next() < 0.5 ? null : { key: meta.key, atMost: pick([inside.length, 1, 100_000]) };
    },
  };
}
