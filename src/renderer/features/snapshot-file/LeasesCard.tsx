import Box from '@mui/material/Box';
import type { SnapshotInside } from '../../../contract/snapshot-report.ts';
import { Card } from '../../ui/Card.tsx';
import { formatDuration, plural } from '../../ui/format.ts';
import { color, mono } from '../../ui/tokens.ts';
import { Row, RowList } from './RowList.tsx';

/** The leases that were granted. */
export function LeasesCard({ inside }: { readonly inside: SnapshotInside }) {
  const { leases, leaseCount } = inside;
  return (
    <Card title="Leases" end={plural(leaseCount, 'lease')}>
      {leases.length === 0 ? (
        <Box sx={{ color: color.muted }}>No key was attached to a lease, and none was granted.</Box>
      ) : (
        <>
          <RowList label="Leases">
            {leases.map(({ id, grantedTTL, keys }) => (
              <Row key={id}>
                <Box sx={{ ...mono, flex: 1 }}>{id}</Box>
                <Box>TTL {formatDuration(grantedTTL * 1_000)}</Box>
                <Box sx={{ width: 64, textAlign: 'end', color: color.muted }}>{plural(keys, 'key')}</Box>
              </Row>
            ))}
          </RowList>
          {leaseCount > leases.length ? (
            <Box sx={{ color: color.muted }}>{plural(leaseCount - leases.length, 'further lease')}.</Box>
          ) : null}
          <Box sx={{ mt: 1, color: color.muted }}>After a restore each of them begins again with its whole TTL.</Box>
        </>
      )}
    </Card>
  );
}
