import { copyText } from '../../../parts/copy-text.ts';
import { getLine } from '../../../parts/etcdctl/etcdctl-lines.ts';
import type { ChosenKeys } from '../model/chosen-keys.ts';
import { folderOf, type KeyNode } from '../model/key-node.ts';
import type { ActItem, RowActions } from '../model/row-actions.ts';
import { plainText } from '../naming/plain-text.ts';

/** The menu of a row. What is past can be read, compared and put back; it cannot be changed. */
export const itemsOf = (node: KeyNode, actions: RowActions, isPast: boolean): readonly ActItem[] =>
  node.kind === 'folder' ? folderItems(node.prefix, actions, isPast) : keyItems(node.meta.key, actions, isPast);

function folderItems(prefix: Uint8Array, actions: RowActions, isPast: boolean): readonly ActItem[] {
  const chosen: ChosenKeys = { kind: 'prefix', prefix };
  return [
    { label: 'Show only this folder', run: () => actions.jump(prefix) },
    { label: 'Count its keys', run: () => actions.count(prefix) },
    ...(isPast
      ? [{ label: 'Compare with now', run: () => actions.compareWithNow(prefix) }]
      : [
          { label: 'New key here', run: () => actions.create(prefix) },
          { label: 'Watch', run: () => actions.watch(prefix, true) },
        ]),
    { label: 'Copy prefix', run: () => copyText(plainText(prefix), 'prefix') },
    { label: 'Export…', run: () => actions.export(chosen) },
    ...changingItems(chosen, actions, isPast, 'Delete folder…'),
  ];
}

function keyItems(key: Uint8Array, actions: RowActions, isPast: boolean): readonly ActItem[] {
  const chosen: ChosenKeys = { kind: 'keys', keys: [key] };
  const line = getLine(key);
  return [
    { label: 'Open', run: () => actions.open(key) },
    ...(isPast
      ? []
      : [
          { label: 'New key here', run: () => actions.create(folderOf(key)) },
          { label: 'Watch', run: () => actions.watch(key, false) },
        ]),
    { label: 'Copy key', run: () => copyText(plainText(key), 'key') },
    ...(line === null ? [] : [{ label: 'Copy as etcdctl', run: () => copyText(line, 'command') }]),
    { label: 'Export…', run: () => actions.export(chosen) },
    ...changingItems(chosen, actions, isPast, 'Delete…'),
  ];
}

/** What changes the keys chosen: always at the head, whatever moment is shown. */
export const changingItems = (
  chosen: ChosenKeys,
  actions: RowActions,
  isPast: boolean,
  deleteLabel: string,
): readonly ActItem[] => [
  ...(isPast ? [{ label: 'Put back…', run: () => actions.putBack(chosen) }] : []),
  { label: isPast ? 'Copy to…' : 'Copy or move…', run: () => actions.copy(chosen) },
  ...(isPast ? [] : [{ label: deleteLabel, run: () => actions.remove(chosen) }]),
];
