import Box from '@mui/material/Box';
import { useConnection } from '../../state/connection.tsx';
import { Card } from '../../ui/Card.tsx';
import { color } from '../../ui/tokens.ts';

/** What is in a snapshot and what is not, and who may take one: said once. */
export function AboutSnapshots() {
  const { state } = useConnection();
  return (
    <Card title="What is in a snapshot">
      <Box sx={{ color: color.muted, display: 'grid', gap: 1 }}>
        <div>
          One member’s whole database: every key with its history, leases, users and roles. The contents of volumes are
          not in it: back them up beside it.
        </div>
        <div>{permitWords(state.serverVersion)} Whoever has the file can read every key in it.</div>
      </Box>
    </Card>
  );
}

/** Whom etcd permits to take one, once authentication is on. */
function permitWords(version: string | null): string {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version ?? '') ?? [];
  if (major === undefined || minor === undefined)
    return 'Before etcd 3.6 any authenticated user may take one, from 3.6 on only root.';
  const isRootsOnly = Number(major) > 3 || Number(minor) >= 6;
  return isRootsOnly
    ? `With authentication on, etcd ${major}.${minor} permits only root to take one.`
    : `With authentication on, etcd ${major}.${minor} permits any user to take one; from 3.6 on only root may.`;
}
