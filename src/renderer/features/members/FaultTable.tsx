import Box from '@mui/material/Box';
import type { WritesFacts } from '../../parts/cluster/quorum-words.ts';
import { Card } from '../../ui/Card.tsx';
import { color } from '../../ui/tokens.ts';
import { type FaultRow, faultRows, oneMoreVoter } from './cluster-words.ts';

const outcomeColor: Readonly<Record<FaultRow['outcome'], string>> = {
  'writes and reads': color.ok,
  'reads and deletes': color.bad,
  'reads only': color.bad,
  'stale reads only': color.bad,
  nothing: color.bad,
};

/** What still works when members fail. */
export function FaultTable({ cluster, answering }: { readonly cluster: WritesFacts; readonly answering: number }) {
  return (
    <Card title="If members fail">
      <Box
        component="table"
        aria-label="If members fail"
        sx={{
          width: '100%',
          borderCollapse: 'collapse',
          '& td, & th': { p: '8px 0', textAlign: 'left', fontWeight: 400 },
        }}
      >
        <tbody>
          {faultRows(cluster, answering).map((row, at) => (
            <Box component="tr" key={row.when} sx={{ borderTop: at === 0 ? 0 : `1px solid ${color.line}` }}>
              <Box component="th" scope="row" sx={{ color: color.muted }}>
                {row.when}
              </Box>
              <td style={{ fontVariantNumeric: 'tabular-nums' }}>{row.left}</td>
              <td style={{ color: outcomeColor[row.outcome] }}>{row.outcome}</td>
            </Box>
          ))}
        </tbody>
      </Box>
      <Box sx={{ color: color.muted, fontSize: '0.75rem', mt: 1 }}>{oneMoreVoter(cluster.quorum)}</Box>
    </Card>
  );
}
