import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { TableColumn, TableSort } from './table-model.ts';
import { color } from './tokens.ts';

const narrowest = 48;
const keyStep = 16;

export const headerHeight = 28;

/** The titles: a click sorts, an edge is dragged, or moved by the arrow keys. */
export function DataTableHeader<R>(props: {
  readonly columns: readonly TableColumn<R>[];
  readonly template: string;
  readonly widthOf: (column: TableColumn<R>) => number;
  readonly onWidth: (column: string, width: number) => void;
  readonly sort: TableSort | null;
  /** `null`: the rows have an order of their own. */
  readonly onSort: ((column: string) => void) | null;
}) {
  const { columns, widthOf, onWidth, sort, onSort } = props;

  const drag = (event: PointerEvent<HTMLElement>, column: TableColumn<R>): void => {
    const edge = event.currentTarget;
    const from = event.clientX;
    const width = edge.parentElement?.getBoundingClientRect().width ?? widthOf(column);
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = (move) => onWidth(column.id, Math.max(narrowest, Math.round(width + move.clientX - from)));
    edge.onlostpointercapture = () => {
      edge.onpointermove = null;
    };
  };
  const nudge = (event: KeyboardEvent, column: TableColumn<R>): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.key === 'ArrowLeft' ? -keyStep : keyStep;
    onWidth(column.id, Math.max(narrowest, widthOf(column) + step));
  };

  return (
    <Box
      role="row"
      aria-rowindex={1}
      sx={{
        display: 'grid',
        gridTemplateColumns: props.template,
        height: headerHeight,
        boxSizing: 'border-box',
        position: 'sticky',
        top: 0,
        zIndex: 2,
        minWidth: 'fit-content',
        backgroundColor: color.surface,
        borderBottom: `1px solid ${color.line}`,
        color: color.muted,
        fontSize: '0.75rem',
        fontWeight: 500,
      }}
    >
      {columns.map((column, index) => {
        const isSorted = sort?.column === column.id;
        const order = isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none';
        const title = (
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
            {column.title}
            {isSorted ? <span aria-hidden="true">{sort.isDescending ? ' ↓' : ' ↑'}</span> : null}
          </Box>
        );
        return (
          <Box
            key={column.id}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={onSort === null ? undefined : order}
            sx={{ position: 'relative', display: 'flex', alignItems: 'stretch', minWidth: 0 }}
          >
            {onSort === null ? (
              <Box sx={cellSx(column)}>{title}</Box>
            ) : (
              <ButtonBase onClick={() => onSort(column.id)} sx={{ ...cellSx(column), font: 'inherit' }}>
                {title}
              </ButtonBase>
            )}
            <Box
              role="separator"
              aria-orientation="vertical"
              aria-label={`Width of ${column.title}`}
              aria-valuenow={widthOf(column)}
              aria-valuemin={narrowest}
              tabIndex={0}
              onPointerDown={(event) => drag(event, column)}
              onKeyDown={(event) => nudge(event, column)}
              sx={{
                position: 'absolute',
                insetBlock: 4,
                // The last edge stays within, or the table would scroll for it.
                right: index === columns.length - 1 ? 0 : -3,
                width: 7,
                zIndex: 1,
                cursor: 'col-resize',
                touchAction: 'none',
                '&::after': {
                  content: '""',
                  position: 'absolute',
                  insetBlock: 0,
                  left: 3,
                  width: '1px',
                  bgcolor: color.line,
                },
                '&:hover::after, &:focus-visible::after': { bgcolor: color.accent, width: 2 },
                '&:focus-visible': { outline: 'none' },
              }}
            />
          </Box>
        );
      })}
    </Box>
  );
}

const cellSx = <R,>(column: TableColumn<R>) =>
  ({
    flex: 1,
    minWidth: 0,
    display: 'flex',
    alignItems: 'center',
    justifyContent: column.align === 'end' ? 'flex-end' : 'flex-start',
    px: '10px',
  }) as const;
