import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type ReactNode, useState } from 'react';
import { useHost } from '../../../state/settings.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { toCsv } from '../../../ui/csv.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { download } from '../../../ui/download.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatCount, plural } from '../../../ui/format.ts';
import { nothingSelected, type TableColumn } from '../../../ui/table-model.ts';
import { color } from '../../../ui/tokens.ts';

/** One table of a report, with its CSV. */
export function ReportTable<R>(props: {
  readonly label: string;
  readonly columns: readonly TableColumn<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  readonly empty: ReactNode;
  readonly note?: ReactNode;
  /** What a chosen row means, in the place of the note. */
  readonly explain?: (row: R) => ReactNode;
  readonly onOpen?: (row: R) => void;
  /** What that does with the chosen row. */
  readonly openLabel?: string;
  /** There are more rows than these. */
  readonly isPart?: boolean;
}) {
  const { label, columns, rows, keyOf, empty, note, explain, onOpen } = props;
  // The desktop app takes no downloads.
  const { nativeDialogs } = useHost();
  const [selection, setSelection] = useState(nothingSelected);
  const chosen = rows.find((row) => keyOf(row) === selection.cursor);
  const csvOf = (words: string): string =>
    props.isPart === true ? `${words}: these ${formatCount(rows.length)}` : words;
  return (
    <Box component="section" aria-label={label} sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, p: '6px 14px', color: color.muted }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          {(chosen === undefined ? null : explain?.(chosen)) ?? note ?? plural(rows.length, 'row')}
        </Box>
        {onOpen === undefined ? null : (
          <Button disabled={chosen === undefined} onClick={() => chosen !== undefined && onOpen(chosen)}>
            {props.openLabel ?? 'Show the object'}
          </Button>
        )}
        {nativeDialogs ? (
          <CopyButton label={csvOf('Copy as CSV')} text={() => toCsv(columns, rows)} />
        ) : (
          <Button
            disabled={rows.length === 0}
            onClick={() => download(toCsv(columns, rows), `${label.toLowerCase().replaceAll(/\W+/g, '-')}.csv`)}
          >
            {csvOf('Download CSV')}
          </Button>
        )}
      </Box>
      <Box sx={{ flex: 1, minHeight: 120 }}>
        <DataTable
          label={label}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          selection={selection}
          onSelection={setSelection}
          empty={typeof empty === 'string' ? <EmptyState title={empty} /> : empty}
          {...(onOpen === undefined ? {} : { onOpen })}
        />
      </Box>
    </Box>
  );
}
