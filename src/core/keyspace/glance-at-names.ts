import type { CallOptions } from '../../contract/abort.ts';
import type { GlanceEnd, KeyGlance } from '../../contract/glance.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { afterKey, compareBytes, concatBytes, startsWith, startsWithAny } from '../bytes/bytes.ts';
import { isDenied } from '../etcd/failures.ts';
import { pageParts } from '../sources/page-parts.ts';
import type { SourceReader } from '../sources/source-reader.ts';
import { breathe } from '../streams/breath.ts';
import { stoppable } from '../streams/stoppable.ts';
import { textFinder } from './text-part.ts';

/** Which names to look for, and where not to. */
export interface GlanceRequest {
  readonly name: string;
  /** The prefix within which names that contain `name` are found. */
  readonly within: Uint8Array;
  readonly limit: number;
  /** Prefixes beneath which only names that begin with `name` are found. */
  readonly besides: readonly Uint8Array[];
}

const noFolders = new Uint8Array();
/** A member returns this many names within a fraction of a second, in ranges that delay no writer. */
const mostLooked = 50_000;

/**
 * Finds whether a name is a key, the keys that begin with it, and the first ones that contain it. Every range read is
 * narrow: the number of keys in the cluster does not matter.
 */
export function glanceAtNames(
  source: SourceReader,
  request: GlanceRequest,
  options?: CallOptions,
): AsyncIterable<KeyGlance> {
  return stoppable(options?.signal, (signal) => glance(source, request, { signal }));
}

async function* glance(
  source: SourceReader,
  { name, within, limit, besides }: GlanceRequest,
  options: CallOptions,
): AsyncGenerator<KeyGlance, void> {
  const bytes = new TextEncoder().encode(name);
  yield { kind: 'exact', isThere: await isThere(source, bytes, options) };
  let left = limit;
  // One more, in case the key itself comes first.
  const beginning = { prefix: bytes, delimiter: noFolders, after: null, limit: limit + 1 };
  for await (const { children } of asFarAsAllowed(source.children(beginning, options))) {
    const keys = children
      .flatMap((child) => (child.kind === 'key' ? [child.meta] : []))
      .filter(({ key }) => compareBytes(key, bytes) !== 0)
      .slice(0, left);
    left -= keys.length;
    yield* parts(keys);
  }
  const leftOut = besides.filter((prefix) => startsWith(prefix, within));
  const find = textFinder(name, true);
  const decoder = new TextDecoder();
  const isLike = ({ key }: ListedKey): boolean =>
    !startsWith(key, bytes) && !startsWithAny(key, leftOut) && find(decoder.decode(key)) >= 0;
  let looked = 0;
  for await (const page of namesBesides(source, within, leftOut, options)) {
    looked = page.looked;
    const keys = page.keys.filter(isLike).slice(0, left);
    left -= keys.length;
    yield* parts(keys);
    if (left === 0 || page.isLast) {
      yield ended(looked, page.isLast && left > 0);
      return;
    }
    await breathe();
  }
  yield ended(looked, false);
}

function* parts(keys: readonly ListedKey[]): Generator<KeyGlance, void> {
  for (const part of pageParts(keys, ({ key }) => key.length)) yield { kind: 'keys', keys: part };
}

function ended(looked: number, isComplete: boolean): GlanceEnd {
  return { kind: 'ended', looked, isComplete };
}

async function isThere(source: SourceReader, key: Uint8Array, options: CallOptions): Promise<boolean | null> {
  let found: boolean | null = null;
  for await (const { keys } of asFarAsAllowed(source.keys({ start: key, end: afterKey(key) }, options))) {
    found = found === true || keys.length > 0;
  }
  return found;
}

/** Ends where the user may not read: a user with permissions for some prefixes only gets the names within them. */
async function* asFarAsAllowed<T>(pages: AsyncIterable<T>): AsyncGenerator<T, void> {
  try {
    yield* pages;
  } catch (error) {
    if (!isDenied(error)) throw error;
  }
}

interface Names {
  readonly keys: readonly ListedKey[];
  readonly looked: number;
  /** Whether no names follow. */
  readonly isLast: boolean;
}

/** Yields the first names beneath a prefix. Names beneath `besides` are skipped as soon as one is met. */
async function* namesBesides(
  source: SourceReader,
  prefix: Uint8Array,
  besides: readonly Uint8Array[],
  options: CallOptions,
): AsyncGenerator<Names, void> {
  const toJump = new Set(besides);
  let looked = 0;
  for (let after: Uint8Array | null = null; ; ) {
    let jumped: Uint8Array | null = null;
    const request = { prefix, delimiter: noFolders, after, limit: mostLooked - looked };
    for await (const { children, complete } of asFarAsAllowed(source.children(request, options))) {
      const keys = children.flatMap((child) => (child.kind === 'key' ? [child.meta] : []));
      // Names beneath `besides` are met once before they are skipped, and are counted by the search of that prefix.
      looked += keys.filter(({ key }) => !startsWithAny(key, besides)).length;
      const last = keys.at(-1)?.key;
      jumped = [...toJump].find((one) => last !== undefined && startsWith(last, one)) ?? null;
      yield { keys, looked, isLast: complete };
      if (complete) return;
      if (jumped !== null) break;
    }
    if (jumped === null || looked >= mostLooked) return;
    toJump.delete(jumped);
    after = concatBytes(jumped, Uint8Array.of(0xff));
  }
}
