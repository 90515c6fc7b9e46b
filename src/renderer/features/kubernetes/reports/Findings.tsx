import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import { useMemo, useState } from 'react';
import type { KubernetesReport, ReportFinding } from '../../../../contract/kubernetes-reports.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { formatCount, plural } from '../../../ui/format.ts';
import type { ObjectAspect } from '../model/kubernetes-model.ts';
import { ReportTable } from './ReportTable.tsx';
import { findingColumns } from './report-columns.tsx';
import { findingKinds, findingWords } from './report-words.ts';

/** What is the matter with which objects, of all kinds or of one. */
export function Findings(props: {
  readonly report: Pick<KubernetesReport, 'findings' | 'findingCounts' | 'dataTime'>;
  readonly onOpen: (key: Uint8Array, aspect: ObjectAspect) => void;
}) {
  const { findings, findingCounts, dataTime } = props.report;
  const unjudged = dataTime === null ? ' Nothing tells when this data was so: no Lease is called stale.' : '';
  const [kind, setKind] = useState<ReportFinding['kind'] | null>(null);
  const rows = useMemo(
    () => (kind === null ? findings : findings.filter((one) => one.kind === kind)),
    [findings, kind],
  );
  const kinds = findingKinds.filter((one) => findingCounts[one] > 0);
  const counted = kind === null ? kinds.reduce((sum, one) => sum + findingCounts[one], 0) : findingCounts[kind];
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      {kinds.length === 0 ? null : (
        <Box
          role="group"
          aria-label="Kinds of findings"
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, p: '8px 14px 0' }}
        >
          {kinds.map((one) => (
            <ToggleButton
              key={one}
              value={one}
              size="small"
              selected={kind === one}
              onChange={() => setKind(kind === one ? null : one)}
              sx={{ p: '2px 8px' }}
            >
              {findingWords[one].title}: {formatCount(findingCounts[one])}
            </ToggleButton>
          ))}
        </Box>
      )}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <ReportTable
          label="Findings"
          columns={findingColumns}
          rows={rows}
          keyOf={(row) => `${row.kind} ${toHex(row.key)}`}
          onOpen={(row) => props.onOpen(row.key, findingWords[row.kind].aspect)}
          empty="Nothing stands out"
          explain={(row) => findingWords[row.kind].meaning}
          note={
            counted > rows.length
              ? `The first ${formatCount(rows.length)} of ${plural(counted, 'finding')}.${unjudged}`
              : `${plural(counted, 'finding')}${unjudged === '' ? '' : `.${unjudged}`}`
          }
        />
      </Box>
    </Box>
  );
}
