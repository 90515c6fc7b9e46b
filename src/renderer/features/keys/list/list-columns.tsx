import { formatKnown } from '../../../parts/source/known-count.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { formatBytes } from '../../../ui/format.ts';
import type { TableColumn } from '../../../ui/table-model.ts';
import type { ListRow } from './key-list.ts';

/** What may be shown of a key beside its name. */
export const optionalColumns = ['bytes', 'version', 'createRevision', 'modRevision', 'lease'] as const;

export type OptionalColumn = (typeof optionalColumns)[number];

export const columnTitles: Readonly<Record<OptionalColumn, string>> = {
  bytes: 'Size',
  version: 'Version',
  createRevision: 'Created',
  modRevision: 'Changed',
  lease: 'Lease',
};

/** What a listing without values does not tell. */
export const needsValues = (column: OptionalColumn): boolean => column === 'bytes' || column === 'lease';

export function readColumns(json: unknown): readonly OptionalColumn[] | null {
  if (!Array.isArray(json)) return null;
  return optionalColumns.filter((column) => json.includes(column));
}

const keyColumn: TableColumn<ListRow> = {
  id: 'key',
  title: 'Key',
  width: 260,
  isMono: true,
  valueOf: ({ meta }) => escapeBytes(meta.key).text,
};

function columnOf(column: OptionalColumn): TableColumn<ListRow> {
  const shared = { id: column, title: columnTitles[column], valueOf: ({ meta }: ListRow) => meta[column] };
  if (column === 'lease') return { ...shared, width: 150, isMono: true };
  return {
    ...shared,
    width: 88,
    align: 'end',
    isMono: column !== 'bytes',
    render: ({ meta }) => {
      const value = meta[column];
      if (value === null) return '';
      return column === 'bytes' ? formatBytes(value) : formatKnown(value);
    },
  };
}

export const columnsOf = (shown: readonly OptionalColumn[]): readonly TableColumn<ListRow>[] => [
  keyColumn,
  ...shown.map(columnOf),
];
