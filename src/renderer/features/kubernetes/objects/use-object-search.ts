import { useEffect, useMemo } from 'react';
import { readingOf } from '../../../parts/source/source-id.ts';
import { useApi } from '../../../state/api.tsx';
import { createStore, useStore } from '../../../state/store.ts';
import { useIsRested } from '../../../state/use-rested.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { type AskedObjects, type FoundObjects, nothing, ObjectSearch } from './object-search.ts';

/** Typing must rest this long before anything is asked. */
const restMs = 200;
const idle = createStore(nothing);

/** Runs the requested search once typing pauses; another `round` repeats it. `null` requests none. */
export function useObjectSearch(
  asked: AskedObjects | null,
  round: string,
): { readonly search: ObjectSearch | null; readonly found: FoundObjects | null } {
  const api = useApi();
  const wanted = asked === null ? null : keyOf(asked, round);
  const isRested = useIsRested(wanted, restMs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key contains the whole request.
  const search = useMemo(
    () => (asked === null || !isRested ? null : new ObjectSearch(api, asked)),
    [api, isRested, wanted],
  );
  useEffect(() => {
    void search?.goOn();
    return () => search?.close();
  }, [search]);
  const found = useStore(search?.state ?? idle);
  return { search, found: search === null ? null : found };
}

const keyOf = ({ source, resource, namespace, text }: AskedObjects, round: string): string =>
  JSON.stringify([readingOf(source), toHex(resource), namespace, text, round]);
