import { copyText } from '../../../parts/copy-text.ts';
import type { Standing } from '../../../parts/source/source-id.ts';
import { plural } from '../../../ui/format.ts';
import type { ChosenKeys } from '../model/chosen-keys.ts';
import { folderOf, type KeyNode } from '../model/key-node.ts';
import type { ActItem, RowActions } from '../model/row-actions.ts';
import { plainText } from '../naming/plain-text.ts';

/** Several keys that were chosen one by one. */
type SeveralKeys = Extract<ChosenKeys, { readonly kind: 'keys' }>;

/** What a menu of keys is about: a row, or all that are selected. */
export type MenuSubject = KeyNode | SeveralKeys;

/** Returns the items of a menu. The past can be read, compared and put back; a file can be read, exported and put back. */
export function itemsOf(subject: MenuSubject, actions: RowActions, standing: Standing): readonly ActItem[] {
  switch (subject.kind) {
    case 'folder':
      return folderItems(subject.prefix, actions, standing);
    case 'key':
      return keyItems(subject.meta.key, actions, standing);
    case 'keys':
      return chosenItems(subject, actions, standing);
  }
}

/** Returns what can be done with several keys at once. */
export const chosenItems = (chosen: SeveralKeys, actions: RowActions, standing: Standing): readonly ActItem[] => [
  {
    label: 'Copy keys',
    run: () => copyText(chosen.keys.map(plainText).join('\n'), plural(chosen.keys.length, 'key')),
  },
  { label: 'Export…', run: () => actions.export(chosen) },
  ...changingItems(chosen, actions, standing, 'Delete…'),
];

function folderItems(prefix: Uint8Array, actions: RowActions, standing: Standing): readonly ActItem[] {
  const chosen: ChosenKeys = { kind: 'prefix', prefix };
  const line = actions.line({ kind: 'prefix', key: prefix });
  return [
    { label: 'Show only this folder', run: () => actions.jump(prefix) },
    { label: 'Count its keys', run: () => actions.count(prefix) },
    ...(standing === 'past' ? [{ label: 'Compare with now', run: () => actions.compareWithNow(prefix) }] : []),
    ...(standing === 'head'
      ? [
          { label: 'New key here', run: () => actions.create(prefix) },
          { label: 'Watch', run: () => actions.watch(prefix, true) },
          { label: 'Who can read this?', run: () => actions.who(prefix, true) },
        ]
      : []),
    { label: 'Copy prefix', run: () => copyText(plainText(prefix), 'prefix') },
    ...(line === null ? [] : [{ label: 'Copy as etcdctl', run: () => copyText(line, 'command') }]),
    { label: 'Export…', run: () => actions.export(chosen) },
    ...changingItems(chosen, actions, standing, 'Delete folder…'),
  ];
}

function keyItems(key: Uint8Array, actions: RowActions, standing: Standing): readonly ActItem[] {
  const chosen: ChosenKeys = { kind: 'keys', keys: [key] };
  const line = actions.line({ kind: 'key', key });
  return [
    { label: 'Open', run: () => actions.open(key) },
    ...(standing === 'head'
      ? [
          { label: 'New key here', run: () => actions.create(folderOf(key)) },
          { label: 'Watch', run: () => actions.watch(key, false) },
          { label: 'Who can read this?', run: () => actions.who(key, false) },
          { label: 'Transaction with it', run: () => actions.transact(key) },
        ]
      : []),
    { label: 'Copy key', run: () => copyText(plainText(key), 'key') },
    ...(line === null ? [] : [{ label: 'Copy as etcdctl', run: () => copyText(line, 'command') }]),
    { label: 'Export…', run: () => actions.export(chosen) },
    ...changingItems(chosen, actions, standing, 'Delete…'),
  ];
}

/** Returns the actions on the chosen keys: always at the head of their cluster, at any shown moment. */
function changingItems(
  chosen: ChosenKeys,
  actions: RowActions,
  standing: Standing,
  deleteLabel: string,
): readonly ActItem[] {
  switch (standing) {
    case 'file':
      return [{ label: 'Put back…', run: () => actions.putBack(chosen) }];
    case 'past':
      return [
        { label: 'Put back…', run: () => actions.putBack(chosen) },
        { label: 'Copy to…', run: () => actions.copy(chosen) },
      ];
    case 'head':
      return [
        { label: 'Copy or move…', run: () => actions.copy(chosen) },
        { label: deleteLabel, run: () => actions.remove(chosen) },
      ];
  }
}
