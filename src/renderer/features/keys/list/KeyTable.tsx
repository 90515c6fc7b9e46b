import { type ReactNode, useMemo, useState } from 'react';
import type { ListedKey } from '../../../../contract/listed-key.ts';
import type { Standing } from '../../../parts/source/source-id.ts';
import { useTablePlace } from '../../../state/table-place.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import type { TableColumn } from '../../../ui/table-model.ts';
import type { RowActions } from '../model/row-actions.ts';
import { KeyRowMenu, type OpenRowMenu } from '../tree/KeyRowMenu.tsx';
import { ChosenBar } from './ChosenBar.tsx';

/** A row of a table of keys. */
export interface TableKey {
  /** The key in hexadecimal, made once: a table asks for it often. */
  readonly name: string;
  readonly meta: ListedKey;
}

const nameOfRow = ({ name }: TableKey): string => name;

/** Keys as a table: to open one, and to act on those selected. */
export function KeyTable<R extends TableKey>(props: {
  readonly label: string;
  readonly columns: readonly TableColumn<R>[];
  readonly rows: readonly R[];
  readonly actions: RowActions;
  readonly standing: Standing;
  /** Where the window remembers the table, and what its rows are of. */
  readonly memory: { readonly name: string; readonly of: string };
  /** No more rows come by themselves. */
  readonly isSettled: boolean;
  /** In place of rows. */
  readonly empty: ReactNode;
  /** Beneath the rows: how much they are of what there is. */
  readonly footer: ReactNode;
}) {
  const { rows, actions, standing, memory } = props;
  const left = useTablePlace(memory.name, memory.of);
  const [selection, setSelection] = useState(left.selection);
  const [menu, setMenu] = useState<OpenRowMenu | null>(null);
  const chosen = useMemo(
    () => rows.filter(({ name }) => selection.keys.has(name)).map(({ meta }) => meta.key),
    [rows, selection],
  );
  return (
    <>
      <div style={{ flex: 1, minHeight: 0 }}>
        <DataTable
          label={props.label}
          columns={props.columns}
          rows={rows}
          keyOf={nameOfRow}
          selection={selection}
          onSelection={(chosen) => {
            setSelection(chosen);
            left.keepSelection(chosen);
          }}
          place={left.place}
          onPlace={left.onPlace}
          isSettled={props.isSettled}
          onOpen={({ meta }) => actions.open(meta.key)}
          onMenu={({ name, meta }, at) => {
            const isOneOfMany = selection.keys.has(name) && chosen.length > 1;
            setMenu({ of: isOneOfMany ? { kind: 'keys', keys: chosen } : { kind: 'key', meta }, at });
          }}
          onKey={(event) => {
            if (event.key === 'Delete' && standing === 'head' && chosen.length > 0)
              actions.remove({ kind: 'keys', keys: chosen });
          }}
          empty={props.empty}
        />
      </div>
      {props.footer}
      <ChosenBar keys={chosen} actions={actions} standing={standing} />
      <KeyRowMenu menu={menu} actions={actions} standing={standing} onClose={() => setMenu(null)} />
    </>
  );
}
