import { atRevision } from '../../../contract/key-source.ts';
import { findNames } from '../../parts/find-names.tsx';
import { placeOf, useSource } from '../../parts/source/source.tsx';
import { useApi } from '../../state/api.tsx';
import { useCommandFinder, useCommandSource, useCommands } from '../../state/commands.ts';
import { formatKeyFocus } from '../../state/key-focus.ts';
import { goTo } from '../../state/route.ts';
import type { AnyPlace } from '../../state/screens.ts';
import { bytesOf, toHex } from '../../ui/byte-text.ts';
import { SearchIcon } from '../../ui/icons.tsx';
import type { PlaceEntry } from './places.tsx';

/** Adds the ways to the screens of a source, and to what it has of a name that is typed. */
export function useSourceCommands(entries: readonly PlaceEntry[]): void {
  const api = useApi();
  const source = useSource();
  const show = (place: AnyPlace, focus: string | null): void => goTo(placeOf(source, place, focus));
  useCommands(
    entries.map((entry) => ({
      id: `place.${entry.place}`,
      title: `Show ${entry.label}`,
      group: 'Go to',
      icon: entry.icon,
      ...(entry.shortcut === null ? {} : { shortcut: entry.shortcut }),
      run: () => show(entry.place, null),
    })),
  );
  useCommandSource((query) =>
    query.trim() === ''
      ? []
      : [
          {
            id: 'keys.search-all',
            title: `Search all names for “${query}”`,
            group: 'Keys',
            icon: <SearchIcon />,
            isLiteral: true,
            run: () => show('keys', formatKeyFocus({ kind: 'search', text: query })),
          },
        ],
  );
  useCommandFinder({
    noun: 'key',
    find: (query, signal) =>
      findNames(
        {
          api,
          source: atRevision(source.keys, null),
          within: bytesOf(source.prefix),
          onKey: (key) => show('keys', formatKeyFocus({ kind: 'key', key })),
          onObject: (key) => show('kubernetes', toHex(key)),
        },
        query,
        signal,
      ),
  });
}
