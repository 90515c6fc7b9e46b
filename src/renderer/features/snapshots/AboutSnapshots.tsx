import Box from '@mui/material/Box';
import { Card } from '../../ui/Card.tsx';
import { color } from '../../ui/tokens.ts';

/** What is in a snapshot and what is not, and who may take one: said once. */
export function AboutSnapshots() {
  return (
    <Card title="What is in a snapshot">
      <Box sx={{ color: color.muted, display: 'grid', gap: 1 }}>
        <div>
          One member’s whole database: every key with its history, leases, users and roles. The contents of volumes are
          not in it: back them up beside it.
        </div>
        <div>
          With authentication on, etcd lets only the role root take one. Whoever has the file can read every key in it.
        </div>
      </Box>
    </Card>
  );
}
