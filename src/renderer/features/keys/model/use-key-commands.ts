import { useSource } from '../../../parts/source/source.tsx';
import { useQuorumCommands } from '../../../parts/source/use-quorum-commands.ts';
import { useCommands } from '../../../state/commands.ts';
import { fromHex } from '../../../ui/byte-text.ts';
import type { KeyActions } from './key-actions.ts';
import type { KeyDialog } from './key-dialogs.ts';
import { folderOf } from './key-node.ts';
import type { KeysModel } from './keys-model.ts';

export const saveShortcut = 'Mod+S';
/** The usual shortcut of desktops for going from pane to pane. */
export const paneShortcut = 'F6';

/** Offers the commands of the screen to the palette and the keyboard. */
export function useKeyCommands(options: {
  readonly model: KeysModel;
  readonly actions: KeyActions;
  readonly active: string | null;
  readonly prefix: Uint8Array;
  readonly onPrefix: () => void;
  readonly onNew: (prefix: Uint8Array) => void;
  readonly onRefresh: () => void;
  readonly onNextPane: () => void;
  readonly onDialog: (dialog: KeyDialog) => void;
  readonly onWho: (key: Uint8Array) => void;
}): void {
  const { model, actions, active, prefix, onPrefix, onNew, onRefresh, onNextPane, onDialog, onWho } = options;
  const key = active === null ? null : fromHex(active);
  const { standing } = useSource();
  const isHead = standing === 'head';
  const group = 'Keys';
  useCommands([
    { id: 'keys.jump', title: 'Jump to a prefix', group, shortcut: '/', run: onPrefix },
    { id: 'keys.pane', title: 'Go between tree and value', group, shortcut: paneShortcut, run: onNextPane },
    { id: 'keys.refresh', title: 'Refresh keys', group, keywords: 'reload read', run: onRefresh },
    // What is past, or in a file, is not changed.
    ...(!isHead
      ? []
      : [
          {
            id: 'keys.new',
            title: 'New key',
            group,
            keywords: 'create put add',
            run: () => onNew(key === null ? prefix : folderOf(key)),
          },
          {
            id: 'keys.save',
            title: 'Save key',
            group,
            keywords: 'put write',
            shortcut: saveShortcut,
            run: () => active !== null && void actions.askToSave(active),
          },
        ]),
    ...(key === null || active === null || !isHead
      ? []
      : [
          { id: 'keys.delete', title: 'Delete key', group, run: () => onDialog({ kind: 'delete', key }) },
          {
            id: 'keys.lease',
            title: 'Change the lease of the key',
            group,
            run: () => void actions.askForLease(active),
          },
          {
            id: 'keys.who',
            title: 'Who can read this?',
            group,
            keywords: 'access permission role user key write',
            run: () => onWho(key),
          },
          { id: 'keys.read', title: 'Read key again', group, run: () => model.refresh() },
        ]),
    ...(key === null || active === null
      ? []
      : [{ id: 'keys.close', title: 'Close key', group, keywords: 'tab', run: () => actions.askToClose(active) }]),
  ]);
  useQuorumCommands('keys');
}
