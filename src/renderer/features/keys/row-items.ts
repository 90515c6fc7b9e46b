import { copyText } from './copy-text.ts';
import { getLine } from './etcdctl-lines.ts';
import { folderOf, type KeyNode } from './key-node.ts';
import { plainText } from './plain-text.ts';
import type { ChosenKeys } from './prefix-acts/chosen-keys.ts';
import type { ActItem, RowActs } from './row-acts.ts';

/** The menu of a row. What is past can be read, compared and put back; it cannot be changed. */
export const itemsOf = (node: KeyNode, acts: RowActs, isPast: boolean): readonly ActItem[] =>
  node.kind === 'folder' ? folderItems(node.prefix, acts, isPast) : keyItems(node.meta.key, acts, isPast);

function folderItems(prefix: Uint8Array, acts: RowActs, isPast: boolean): readonly ActItem[] {
  const chosen: ChosenKeys = { kind: 'prefix', prefix };
  return [
    { label: 'Show only this folder', run: () => acts.jump(prefix) },
    { label: 'Count its keys', run: () => acts.count(prefix) },
    ...(isPast
      ? [{ label: 'Compare with now', run: () => acts.compareWithNow(prefix) }]
      : [
          { label: 'New key here', run: () => acts.create(prefix) },
          { label: 'Watch', run: () => acts.watch(prefix, true) },
        ]),
    { label: 'Copy prefix', run: () => copyText(plainText(prefix), 'prefix') },
    { label: 'Export…', run: () => acts.export(chosen) },
    ...changingItems(chosen, acts, isPast, 'Delete folder…'),
  ];
}

function keyItems(key: Uint8Array, acts: RowActs, isPast: boolean): readonly ActItem[] {
  const chosen: ChosenKeys = { kind: 'keys', keys: [key] };
  const line = getLine(key);
  return [
    { label: 'Open', run: () => acts.open(key) },
    ...(isPast
      ? []
      : [
          { label: 'New key here', run: () => acts.create(folderOf(key)) },
          { label: 'Watch', run: () => acts.watch(key, false) },
        ]),
    { label: 'Copy key', run: () => copyText(plainText(key), 'key') },
    ...(line === null ? [] : [{ label: 'Copy as etcdctl', run: () => copyText(line, 'command') }]),
    { label: 'Export…', run: () => acts.export(chosen) },
    ...changingItems(chosen, acts, isPast, 'Delete…'),
  ];
}

/** What changes the keys chosen: always at the head, whatever moment is shown. */
export const changingItems = (
  chosen: ChosenKeys,
  acts: RowActs,
  isPast: boolean,
  deleteLabel: string,
): readonly ActItem[] => [
  ...(isPast ? [{ label: 'Put back…', run: () => acts.putBack(chosen) }] : []),
  { label: isPast ? 'Copy to…' : 'Copy or move…', run: () => acts.copy(chosen) },
  ...(isPast ? [] : [{ label: deleteLabel, run: () => acts.remove(chosen) }]),
];
