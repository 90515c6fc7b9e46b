import Tooltip from '@mui/material/Tooltip';
import { useClusterStatus } from '../../state/cluster.tsx';
import { useConnection } from '../../state/connection.tsx';
import { isLeaderUntold, leaderUntoldNote } from './leader-words.ts';

/** Says that who leads is not told to this user, as long as the members answer. */
export function LeaderUntold() {
  const { state, hasEnded } = useConnection();
  const { value, failure } = useClusterStatus();
  const isLive = state.phase === 'connected' && !hasEnded && failure === null;
  if (value === null || !isLive || !isLeaderUntold(value.members)) return null;
  return (
    <Tooltip title={leaderUntoldNote} describeChild>
      <span>leader not told</span>
    </Tooltip>
  );
}
