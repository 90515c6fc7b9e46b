import Box from '@mui/material/Box';
import type { SnapshotInside } from '../../../contract/snapshot-report.ts';
import { Card } from '../../ui/Card.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { formatCount } from '../../ui/format.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { Row, RowList } from './RowList.tsx';

/** The versions that wrote the file, the alarms that were raised, and its buckets. */
export function StorageCard({ inside }: { readonly inside: SnapshotInside }) {
  const { clusterVersion, storageVersion, alarms, buckets } = inside;
  return (
    <Card title="Storage">
      <FactList
        facts={[
          { name: 'Cluster version', value: clusterVersion ?? 'not in the file' },
          { name: 'Storage version', value: storageVersion ?? 'not in the file, as before 3.6' },
          {
            name: 'Alarms',
            value:
              alarms.length === 0
                ? 'none was raised'
                : alarms.map(({ member, alarm }) => (
                    <Box key={`${member} ${alarm}`}>
                      <StatusChip tone="bad">{alarm}</StatusChip> <span style={mono}>{member}</span>
                    </Box>
                  )),
          },
        ]}
      />
      <Box component="h3" sx={{ m: '14px 0 4px', fontSize: 'inherit', fontWeight: 600 }}>
        Buckets
      </Box>
      <RowList label="Buckets">
        {buckets.map(({ name, records }) => (
          <Row key={name}>
            <Box sx={{ ...mono, flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{name}</Box>
            <Box sx={{ color: color.muted, fontVariantNumeric: 'tabular-nums' }}>{formatCount(records)}</Box>
          </Row>
        ))}
      </RowList>
    </Card>
  );
}
