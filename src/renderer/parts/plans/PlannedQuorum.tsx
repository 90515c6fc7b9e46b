import Box from '@mui/material/Box';
import type { Quorum } from '../../../contract/cluster.ts';
import type { Plan } from '../../../contract/plans.ts';
import { color } from '../../ui/tokens.ts';

const rows: readonly (readonly [string, (quorum: Quorum) => number])[] = [
  ['Voting members', ({ voters }) => voters],
  ['of them healthy', ({ healthy }) => healthy],
  ['quorum needs', ({ needed }) => needed],
  ['may still fail', ({ tolerance }) => tolerance],
];

/** What an act does to the quorum: before and after, number by number. */
export function PlannedQuorum({ quorum }: { readonly quorum: NonNullable<Plan['quorum']> }) {
  const { before, after } = quorum;
  return (
    <Box
      component="table"
      aria-label="Quorum before and after"
      sx={{
        // No wider than it is: numbers to compare stand side by side.
        alignSelf: 'flex-start',
        borderCollapse: 'collapse',
        fontVariantNumeric: 'tabular-nums',
        '& th': { fontWeight: 400, textAlign: 'left', color: color.muted, p: '2px 24px 2px 0' },
        '& td': { p: '2px 24px 2px 0' },
      }}
    >
      <thead>
        <tr>
          <th scope="col">Quorum</th>
          <th scope="col">now</th>
          <th scope="col">after</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([title, of]) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td>{of(before)}</td>
            <Box component="td" sx={{ fontWeight: of(before) === of(after) ? 400 : 650 }}>
              {of(after)}
            </Box>
          </tr>
        ))}
      </tbody>
    </Box>
  );
}
