import Box from '@mui/material/Box';
import { HubNodeView } from './HubNodeView.tsx';
import { layOutRow, type RowLayout, rowsOf } from './hub-layout.ts';
import type { HubNode } from './hub-node.ts';
import { toneColor } from './StatusChip.tsx';
import { color } from './tokens.ts';

/** How far a row stands beneath what it hangs on, in pixels. */
const fanHeight = 78;
/** Where on its way a link's note stands: near its end the links are farthest apart. */
const noteAt = 0.7;

interface Row {
  readonly nodes: readonly HubNode[];
  readonly isAside: boolean;
  /** Whether it is the first of those that stand apart. */
  readonly isFirstAside: boolean;
}

/** The things that hang on the hub, in rows; those that stand apart beneath the others. */
export function HubRows(props: {
  readonly nodes: readonly HubNode[];
  readonly aside: readonly HubNode[];
  readonly asideLabel: string;
  readonly hasHub: boolean;
  readonly width: number;
  readonly onPoint: (id: string | null) => void;
}) {
  const { nodes, aside, asideLabel, hasHub, width, onPoint } = props;
  const rows = [...inRows(nodes, false, width), ...inRows(aside, true, width)];
  let from = Math.round(width / 2);
  return rows.map((row, at) => {
    const layout = layOutRow(row.nodes.length, width);
    const start = from;
    const isLast = at === rows.length - 1;
    from = layout.gap;
    return (
      <Box
        key={row.nodes[0]?.id}
        sx={{
          position: 'relative',
          ...(row.isFirstAside ? { borderTop: `1px dashed ${color.edge}` } : {}),
          ...(row.isFirstAside && !hasHub ? { pt: 3 } : {}),
        }}
      >
        {row.isFirstAside ? (
          <Box
            component="span"
            sx={{ position: 'absolute', top: 6, left: 0, color: color.learner, fontSize: '0.75rem', fontWeight: 600 }}
          >
            {asideLabel}
          </Box>
        ) : null}
        {hasHub ? <Fan row={row} layout={layout} start={start} width={width} isLast={isLast} /> : null}
        <Box
          sx={{
            position: 'relative',
            display: 'grid',
            gridTemplateColumns: `repeat(${row.nodes.length}, ${layout.cell}px)`,
            justifyContent: 'center',
            justifyItems: 'center',
            alignItems: 'start',
            pb: isLast ? 0 : 1.5,
          }}
        >
          {hasHub && !isLast ? <Trunk at={layout.gap} /> : null}
          {row.nodes.map((node) => (
            <HubNodeView key={node.id} node={node} width={layout.cell} onPoint={onPoint} />
          ))}
        </Box>
      </Box>
    );
  });
}

function inRows(nodes: readonly HubNode[], isAside: boolean, width: number): readonly Row[] {
  let from = 0;
  return rowsOf(nodes.length, width).map((count, at) => {
    const row = { nodes: nodes.slice(from, from + count), isAside, isFirstAside: isAside && at === 0 };
    from += count;
    return row;
  });
}

/** The links to the things of one row, and the way to the rows beneath. */
function Fan(props: {
  readonly row: Row;
  readonly layout: RowLayout;
  readonly start: number;
  readonly width: number;
  readonly isLast: boolean;
}) {
  const { row, layout, start, width, isLast } = props;
  return (
    <Box sx={{ position: 'relative', height: fanHeight }}>
      <svg aria-hidden="true" width={width} height={fanHeight} style={{ display: 'block' }}>
        {isLast ? null : (
          <line x1={start} y1={0} x2={layout.gap} y2={fanHeight} style={{ stroke: color.edge }} strokeWidth={1.5} />
        )}
        {row.nodes.map((node, at) => (
          <line
            key={node.id}
            data-link={node.id}
            x1={start}
            y1={0}
            x2={layout.centers[at] ?? start}
            y2={fanHeight}
            style={{ stroke: toneColor[node.linkTone] }}
            strokeWidth={1.5}
            strokeDasharray={node.isCut ? '3 6' : undefined}
          />
        ))}
      </svg>
      {row.nodes.map((node, at) =>
        node.linkNote === null ? null : (
          <Box
            key={node.id}
            component="span"
            // The name of the thing says it.
            aria-hidden="true"
            sx={{
              position: 'absolute',
              left: start + ((layout.centers[at] ?? start) - start) * noteAt,
              top: fanHeight * noteAt,
              transform: 'translate(-50%, -50%)',
              px: '4px',
              bgcolor: color.surface,
              color: color.muted,
              fontSize: '0.6875rem',
              lineHeight: 1.3,
              whiteSpace: 'nowrap',
              fontVariantNumeric: 'tabular-nums',
            }}
          >
            {node.linkNote}
          </Box>
        ),
      )}
    </Box>
  );
}

function Trunk({ at }: { readonly at: number }) {
  return (
    <Box
      aria-hidden="true"
      sx={{ position: 'absolute', top: 0, bottom: 0, left: at - 0.75, width: '1.5px', bgcolor: color.edge }}
    />
  );
}
