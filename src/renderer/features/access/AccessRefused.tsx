import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Failure } from '../../../contract/failure.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useOwnAccess } from '../../state/access.ts';
import { color } from '../../ui/tokens.ts';
import { RangeList } from './RangeList.tsx';

/** Why users and roles cannot be read; a user learns at least what it may do itself. */
export function AccessRefused(props: {
  readonly failure: Failure;
  readonly onRetry: () => void;
  readonly onShow: (key: Uint8Array) => void;
}) {
  const { failure, onRetry, onShow } = props;
  const own = useOwnAccess();
  if (own?.kind !== 'limited') return <FailureView failure={failure} onRetry={onRetry} />;
  const { user, ranges, complete } = own;
  return (
    <Box sx={{ height: '100%', overflow: 'auto', p: '16px 18px', display: 'flex', flexDirection: 'column', gap: 2 }}>
      <FailureView failure={failure} layout="inline" onRetry={onRetry} />
      <Box component="section" aria-labelledby="own-access" sx={{ maxWidth: 720 }}>
        <Typography id="own-access" variant="h2" sx={{ mb: 1, overflowWrap: 'anywhere' }}>
          What your user, {user}, may do
        </Typography>
        {ranges.length === 0 ? (
          <Box sx={{ color: color.muted }}>Nothing: no role of this user permits a key.</Box>
        ) : (
          <RangeList label="What your user may do" ranges={ranges} namesRole onShow={onShow} />
        )}
        {complete ? null : <Box sx={{ color: color.muted }}>It has more roles than were asked for.</Box>}
      </Box>
    </Box>
  );
}
