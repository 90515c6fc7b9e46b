import type { RefObject } from 'react';
import { useCommands } from '../../../state/commands.ts';
import { useConnection } from '../../../state/connection.tsx';
import { fromHex } from '../../../ui/byte-text.ts';
import { readFromOneMember, useKeySourceChoice } from '../source/key-source-choice.ts';
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
  readonly prefixField: RefObject<HTMLInputElement | null>;
  readonly onNew: (prefix: Uint8Array) => void;
  readonly onRefresh: () => void;
  readonly onNextPane: () => void;
  readonly onDialog: (dialog: KeyDialog) => void;
}): void {
  const { model, actions, active, prefix, prefixField, onNew, onRefresh, onNextPane, onDialog } = options;
  const key = active === null ? null : fromHex(active);
  const { id } = useConnection();
  const { isSerializable, revision } = useKeySourceChoice(id);
  const isPast = revision !== null;
  const group = 'Keys';
  useCommands([
    { id: 'keys.jump', title: 'Jump to a prefix', group, shortcut: '/', run: () => prefixField.current?.focus() },
    { id: 'keys.pane', title: 'Go between tree and value', group, shortcut: paneShortcut, run: onNextPane },
    { id: 'keys.refresh', title: 'Refresh keys', group, keywords: 'reload read', run: onRefresh },
    // The past cannot be changed.
    ...(isPast
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
    ...(key === null || active === null || isPast
      ? []
      : [
          { id: 'keys.delete', title: 'Delete key', group, run: () => onDialog({ kind: 'delete', key }) },
          {
            id: 'keys.lease',
            title: 'Change the lease of the key',
            group,
            run: () => void actions.askForLease(active),
          },
          { id: 'keys.read', title: 'Read key again', group, run: () => model.refresh() },
        ]),
    ...(key === null || active === null
      ? []
      : [{ id: 'keys.close', title: 'Close key', group, keywords: 'tab', run: () => actions.askToClose(active) }]),
    isSerializable
      ? { id: 'keys.quorum', title: 'Read keys with quorum again', group, run: () => readFromOneMember(id, false) }
      : {
          id: 'keys.one-member',
          title: 'Read keys from one member, perhaps behind',
          group,
          keywords: 'serializable quorum lost',
          run: () => readFromOneMember(id, true),
        },
  ]);
}
