import Box from '@mui/material/Box';
import type { MetricId, Scrape } from '../../../contract/metrics.ts';
import { color, size } from '../../ui/tokens.ts';
import { metricWords } from './metric-words.ts';
import type { ShownMember } from './metrics-window.ts';
import { tableGroups } from './panels.ts';

/** The latest figures, a column a member. */
export function MetricsTable({
  newest,
  members,
}: {
  readonly newest: Scrape;
  readonly members: readonly ShownMember[];
}) {
  const rows = new Map(newest.members.map((row) => [row.member, row]));
  const written = (member: ShownMember, id: MetricId): string => {
    const value = rows.get(member.id)?.values[id];
    return value === undefined ? '–' : metricWords[id].format(value);
  };
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label="Latest figures"
      sx={{
        ...{ overflow: 'auto', backgroundColor: color.surface },
        ...{ border: `1px solid ${color.line}`, borderRadius: `${size.cardRadius}px` },
      }}
    >
      <Box component="table" sx={tableStyles}>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {members.map(({ id, name }) => (
              <th key={id} scope="col" className="figure">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {tableGroups.map(({ title, ids }) => (
          <tbody key={title}>
            <tr>
              <th scope="rowgroup" colSpan={members.length + 1} className="group">
                {title}
              </th>
            </tr>
            {ids.map((id) => (
              <tr key={id}>
                <th scope="row">{metricWords[id].label}</th>
                {members.map((member) => (
                  <td key={member.id} className="figure">
                    {written(member, id)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </Box>
    </Box>
  );
}

const tableStyles = {
  width: '100%',
  borderCollapse: 'collapse',
  '& th, & td': { height: size.row, px: '14px', textAlign: 'start', fontWeight: 400, whiteSpace: 'nowrap' },
  '& thead th': {
    ...{ position: 'sticky', top: 0, backgroundColor: color.surface, color: color.muted, height: 32 },
    borderBottom: `1px solid ${color.line}`,
  },
  '& .figure': { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  '& .group': { pt: '12px', fontWeight: 600 },
  '& tbody tr:hover': { backgroundColor: color.raised },
} as const;
