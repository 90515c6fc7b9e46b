import type { ListedKey } from '../../contract/listed-key.ts';
import type { KeyConditions, RevisionRange, TextMatch } from '../../contract/search.ts';
import type { Ports } from '../ports.ts';
import { openFinder, tooSlow } from './text-finder.ts';
import { bytesFinder } from './text-part.ts';

/** Says of keys, without their values, whether they may be what is looked for. */
export interface NameFilter {
  /** For each key. Fails with `BadRequest` where the expression is too slow: of names none is left out. */
  test(keys: readonly ListedKey[]): Promise<readonly boolean[]>;
  close(): void;
}

type NameConditions = Pick<KeyConditions, 'name' | 'modRevision' | 'createRevision'>;

/** The conditions on names and revisions. Fails with `BadRequest` where an expression is none. */
export function openNameFilter(
  ports: Pick<Ports, 'workerFile'>,
  { name, modRevision, createRevision }: NameConditions,
  signal: AbortSignal,
): NameFilter {
  const hasRevisions = (key: ListedKey): boolean =>
    isIn(modRevision, key.modRevision) && isIn(createRevision, key.createRevision);
  const part = partOf(name);
  if (name === null || part !== null) {
    const find = part === null ? null : bytesFinder(part);
    const hasPart = ({ key }: ListedKey): boolean => find === null || find(key) >= 0;
    return { test: async (keys) => keys.map((key) => hasRevisions(key) && hasPart(key)), close: () => undefined };
  }
  // What `partOf` has no bytes for is a pattern.
  if (name.kind === 'bytes') throw new Error('bytes are no pattern');
  const finder = openFinder(ports, name, signal);
  const decoder = new TextDecoder();
  return {
    async test(keys) {
      const findings = await finder.find(keys.map(({ key }) => decoder.decode(key)));
      if (findings.includes('slow')) throw tooSlow(name.text);
      return keys.map((key, place) => findings[place] !== null && hasRevisions(key));
    },
    close: () => finder.close(),
  };
}

/** The bytes that a name must contain, where that is all: such names need not be text. */
function partOf(match: TextMatch | null): Uint8Array | null {
  if (match?.kind === 'bytes') return match.bytes;
  return match?.kind === 'substring' && !match.ignoresCase ? new TextEncoder().encode(match.text) : null;
}

function isIn(range: RevisionRange | null, revision: number): boolean {
  return range === null || ((range.from ?? 0) <= revision && revision <= (range.to ?? Number.POSITIVE_INFINITY));
}
