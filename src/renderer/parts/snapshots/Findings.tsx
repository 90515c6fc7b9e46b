import Box from '@mui/material/Box';
import type { SnapshotFinding, SnapshotIntegrity } from '../../../contract/snapshot-report.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';

const tones: Readonly<Record<SnapshotFinding['severity'], Tone>> = { critical: 'bad', warning: 'warn', info: 'info' };

/** What is wrong with a snapshot, the gravest first; nothing where nothing is. */
export function Findings({ integrity: { findings, found } }: { readonly integrity: SnapshotIntegrity }) {
  if (findings.length === 0) return null;
  const more = found - findings.length;
  return (
    <>
      <Box component="ul" aria-label="Findings" sx={{ listStyle: 'none', m: '12px 0 0', p: 0 }}>
        {findings.map((finding) => (
          <Box
            component="li"
            key={`${finding.code} ${finding.page} ${finding.message}`}
            sx={{ display: 'flex', gap: 1.5, py: '4px', borderTop: `1px solid ${color.line}` }}
          >
            <Box sx={{ width: 64, flexShrink: 0 }}>
              <StatusChip tone={tones[finding.severity]}>{finding.severity}</StatusChip>
            </Box>
            <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{finding.message}</Box>
            {finding.page === null ? null : (
              <Box sx={{ ...mono, color: color.muted, whiteSpace: 'nowrap' }}>page {formatCount(finding.page)}</Box>
            )}
          </Box>
        ))}
      </Box>
      {more > 0 ? <Box sx={{ color: color.muted }}>{plural(more, 'further finding')} of the same file.</Box> : null}
    </>
  );
}
