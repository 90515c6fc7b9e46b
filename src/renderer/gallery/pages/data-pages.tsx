import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatBytes } from '../../ui/format.ts';
import { HexView } from '../../ui/HexView.tsx';
import { nothingSelected, type TableColumn } from '../../ui/table-model.ts';
import { TreeModel } from '../../ui/tree-model.ts';
import { VirtualTree } from '../../ui/VirtualTree.tsx';
import type { GalleryPage } from '../gallery-page.ts';
import { Held } from '../Held.tsx';

interface Row {
  readonly name: string;
  readonly bytes: number;
}

const columns: readonly TableColumn<Row>[] = [
  { id: 'name', title: 'Name', width: 280, isMono: true, valueOf: (row) => row.name },
  {
    id: 'bytes',
    title: 'Size',
    width: 120,
    align: 'end',
    valueOf: (row) => row.bytes,
    render: (row) => formatBytes(row.bytes),
  },
];
const rows: readonly Row[] = Array.from({ length: 100_000 }, (_, at) => ({
  name: `/app/entry-${at}`,
  bytes: (at * 7_919) % 5_000,
}));

const table = (shown: readonly Row[]) => (
  <Held initial={nothingSelected}>
    {(selection, set) => (
      <DataTable
        label="Entries"
        columns={columns}
        rows={shown}
        keyOf={(row) => row.name}
        selection={selection}
        onSelection={set}
        empty={<EmptyState title="No entry">Choose another prefix.</EmptyState>}
      />
    )}
  </Held>
);

function tree(): TreeModel<string> {
  const model = new TreeModel<string>('', (name) => name);
  const folders = ['loaded', 'more', 'loading', 'failed', 'empty', 'closed'];
  model.setChildren(
    model.root,
    [...folders.map((data) => ({ data, isBranch: true })), { data: 'a-leaf', isBranch: false }],
    null,
  );
  const leaves = (...names: readonly string[]) => names.map((data) => ({ data, isBranch: false }));
  const [loaded, more, loading, failed, empty] = model.root.branch?.children ?? [];
  if (loaded) model.setChildren(loaded, leaves('first', 'second'), null);
  if (more) model.setChildren(more, leaves('third', 'fourth'), { kind: 'more' });
  if (loading) model.setChildren(loading, [], { kind: 'loading' });
  if (failed) model.setChildren(failed, [], { kind: 'failed', message: 'You may not read this.' });
  if (empty) model.setChildren(empty, [], { kind: 'empty' });
  for (const folder of [loaded, more, loading, failed, empty]) if (folder) model.setExpanded(folder, true);
  return model;
}

const everyState = tree();
const nothing = (): void => undefined;

export const dataPages: readonly GalleryPage[] = [
  {
    name: 'DataTable',
    specimens: [
      { state: '100,000 rows', height: 320, shown: table(rows) },
      { state: 'Empty', height: 240, shown: table([]) },
    ],
  },
  {
    name: 'VirtualTree',
    specimens: [
      {
        state: 'Loaded, partial, loading, failed, empty and closed folders',
        height: 360,
        shown: (
          <Held<string | null> initial="second">
            {(selected, set) => (
              <VirtualTree
                model={everyState}
                label="Entries"
                textOf={(name) => name}
                render={(node) => node.data}
                isSelected={(name) => name === selected}
                onOpen={(node) => set(node.data)}
                onExpand={nothing}
                onTail={nothing}
              />
            )}
          </Held>
        ),
      },
    ],
  },
  {
    name: 'HexView',
    specimens: [
      {
        state: 'Bytes of every kind',
        height: 220,
        shown: <HexView label="Bytes" bytes={Uint8Array.from({ length: 4_096 }, (_, at) => at % 256)} />,
      },
      { state: 'Empty', height: 60, shown: <HexView label="No bytes" bytes={new Uint8Array()} /> },
    ],
  },
];
