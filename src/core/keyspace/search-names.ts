import type { ListedKey } from '../../contract/listed-key.ts';
import type { KeyConditions, RevisionRange, TextMatch } from '../../contract/search.ts';
import type { Ports } from '../ports.ts';
import { openFinder, tooSlow } from './text-finder.ts';
import { bytesFinder } from './text-part.ts';

/** Tests keys without their values: whether they may be hits. */
export interface NameFilter {
  /** Tests each key. Fails with `BadRequest` where the expression is too slow: no name is skipped. */
  test(keys: readonly ListedKey[]): Promise<readonly boolean[]>;
  close(): void;
}

type NameConditions = Pick<KeyConditions, 'name' | 'modRevision' | 'createRevision'>;

/** Returns the conditions on names and revisions. Fails with `BadRequest` for an invalid expression. */
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
  // A match for which `partOf` returns no bytes is a pattern.
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

/** Returns the bytes that a name must contain, where that is the only condition: such names need not be text. */
function partOf(match: TextMatch | null): Uint8Array | null {
  if (match?.kind === 'bytes') return match.bytes;
  return match?.kind === 'substring' && !match.ignoresCase ? new TextEncoder().encode(match.text) : null;
}

function isIn(range: RevisionRange | null, revision: number): boolean {
  return range === null || ((range.from ?? 0) <= revision && revision <= (range.to ?? Number.POSITIVE_INFINITY));
}
