import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { TableColumn } from './table-model.ts';
import { color, font, tint } from './tokens.ts';

/** One row: its cells, or a sentence across them. */
export function DataTableRow<R>(props: {
  readonly id: string;
  readonly index: number;
  readonly row: R;
  readonly columns: readonly TableColumn<R>[];
  readonly template: string;
  readonly height: number;
  readonly note: ReactNode | null;
  readonly isSelected: boolean;
  readonly isCursor: boolean;
}) {
  const { row, columns, note, isSelected } = props;
  return (
    <Box
      id={props.id}
      data-row={props.index}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={note === null ? isSelected : undefined}
      sx={{
        display: 'grid',
        gridTemplateColumns: props.template,
        alignItems: 'center',
        height: props.height,
        boxSizing: 'border-box',
        borderBottom: `1px solid ${color.line}`,
        cursor: 'default',
        whiteSpace: 'nowrap',
        backgroundColor: isSelected ? color.selection : note === null ? undefined : color.raised,
        '[role="grid"]:focus-visible &': props.isCursor ? { boxShadow: `inset 0 0 0 1px ${color.accent}` } : {},
        '&:hover': { backgroundColor: isSelected ? color.selection : tint(color.muted, 8) },
      }}
    >
      {note === null ? (
        columns.map((column, index) => (
          <Box
            key={column.id}
            role="gridcell"
            aria-colindex={index + 1}
            sx={{
              px: '10px',
              lineHeight: '20px',
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              textAlign: column.align === 'end' ? 'right' : undefined,
              fontVariantNumeric: 'tabular-nums',
              ...(column.isMono === true ? { fontFamily: font.mono, fontSize: '0.75rem' } : {}),
            }}
          >
            {column.render === undefined ? column.valueOf(row) : column.render(row)}
          </Box>
        ))
      ) : (
        <Box
          role="gridcell"
          aria-colspan={columns.length}
          sx={{ gridColumn: '1 / -1', px: '10px', color: color.muted }}
        >
          {note}
        </Box>
      )}
    </Box>
  );
}
