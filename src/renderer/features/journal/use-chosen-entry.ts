import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JournalEntry } from '../../../contract/journal.ts';
import { useApi } from '../../state/api.tsx';

/** Returns the chosen entry: of those that are listed, or read by itself where a screen asked for an older one. */
export function useChosenEntry(id: string | null, entries: readonly JournalEntry[]): JournalEntry | null {
  const api = useApi();
  const listed = entries.find((entry) => entry.id === id);
  // It stays in sight once a filter leaves it out, and while it is read by itself then.
  const [seen, setSeen] = useState<JournalEntry | null>(null);
  if (listed !== undefined && listed !== seen) setSeen(listed);
  const { data } = useQuery({
    queryKey: ['journal entry', id],
    enabled: id !== null && listed === undefined,
    queryFn: async ({ signal }) =>
      (await api.journal.entry({ connection: null, id: id ?? '', from: 0, limit: 1, reveal: false }, { signal })).entry,
    gcTime: 0,
  });
  return [listed, data, seen].find((entry) => entry != null && entry.id === id) ?? null;
}
