import { latestWords } from '../../parts/source/latest-words.ts';
import { useSource } from '../../parts/source/source.tsx';
import { readAt } from '../../parts/source/source-choice.ts';
import { useCommands } from '../../state/commands.ts';
import type { KeysView } from './keys-view.ts';
import type { ChosenKeys } from './model/chosen-keys.ts';
import { chosenText } from './model/chosen-keys.ts';
import type { RowActions } from './model/row-actions.ts';

export const searchShortcut = 'Mod+Shift+F';

/** Adds the commands that find keys, go back in time and act on the prefix that is shown. A file is written from, never to. */
export function useFindCommands(options: {
  readonly prefix: Uint8Array;
  readonly actions: RowActions;
  readonly onView: (view: KeysView) => void;
  readonly onTime: (isShown: boolean) => void;
}): void {
  const { prefix, actions, onView, onTime } = options;
  const source = useSource();
  const { id, connection, standing, origin, choice } = source;
  const latest = latestWords(source);
  const group = 'Keys';
  const shown: ChosenKeys = { kind: 'prefix', prefix };
  const what = chosenText(shown);
  useCommands([
    {
      id: 'keys.search',
      title: 'Search keys',
      group,
      keywords: 'find name value regular expression lease revision',
      shortcut: searchShortcut,
      run: () => onView('search'),
    },
    { id: 'keys.tree', title: 'Show keys as a tree', group, keywords: 'folders', run: () => onView('tree') },
    { id: 'keys.list', title: 'Show keys as a list', group, keywords: 'table size lease', run: () => onView('list') },
    {
      id: 'keys.export',
      title: `Export ${what}`,
      group,
      keywords: 'bundle json yaml',
      run: () => actions.export(shown),
    },
    { id: 'keys.count', title: `Count ${what}`, group, run: () => actions.count(prefix) },
    ...(connection === null
      ? []
      : [
          { id: 'keys.import', title: 'Import keys', group, keywords: 'bundle json yaml', run: actions.import },
          {
            id: 'keys.copy-prefix',
            title: standing === 'head' ? `Copy or move ${what}` : `Copy ${what} from the past`,
            group,
            keywords: 'rename',
            run: () => actions.copy(shown),
          },
        ]),
    ...(origin.hasHistory && choice.revision === null
      ? [
          {
            id: 'keys.past',
            title: 'Look at the past',
            group,
            keywords: 'time revision history undelete',
            run: () => onTime(true),
          },
        ]
      : []),
    ...(standing === 'head'
      ? [
          {
            id: 'keys.delete-prefix',
            title: `Delete ${what}`,
            group,
            keywords: 'folder prefix',
            run: () => actions.remove(shown),
          },
        ]
      : []),
    ...(choice.revision !== null
      ? [
          { id: 'keys.now', title: `Back to ${latest}`, group, keywords: 'time head', run: () => readAt(id, null) },
          {
            id: 'keys.compare',
            title: `Compare ${what} with ${latest}`,
            group,
            keywords: 'diff deleted',
            run: () => actions.compareWithNow(prefix),
          },
        ]
      : []),
    ...(standing !== 'head'
      ? [
          {
            id: 'keys.put-back',
            title: `Put ${what} back`,
            group,
            keywords: 'undelete restore undo',
            run: () => actions.putBack(shown),
          },
        ]
      : []),
  ]);
}
