import { useConnection } from '../../state/connection.tsx';

/** Why nothing can be written now, in a sentence, or `null` while writes go through. Core decides; this only says it first. */
export function useReadOnlyNote(): string | null {
  const { readOnly } = useConnection().state;
  if (readOnly === null || readOnly.unlockedUntil !== null) return null;
  return 'This connection is read-only. Unlock it in the band at the top, then do it here.';
}
