import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Failure } from '../../../contract/failure.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { goTo } from '../../state/route.ts';
import { color, tint } from '../../ui/tokens.ts';

/** The open connection has ended for good. What is on screen stays, to be read and copied. */
export function ConnectionEnded(props: { readonly failure: Failure | null; readonly onRetry: () => void }) {
  const words = props.failure === null ? null : describeFailure(props.failure);
  return (
    <Box
      role="alert"
      sx={{ display: 'flex', alignItems: 'center', gap: 1, p: '8px 14px', bgcolor: tint(color.warn), flexShrink: 0 }}
    >
      <Box sx={{ flex: 1 }}>
        <b>The connection has ended.</b> {words === null ? null : `${words.title} ${words.action}`}
      </Box>
      <Button onClick={() => goTo({ screen: 'start' })}>Go to the start screen</Button>
      {props.failure?.code === 'ConnectionUnknown' ? null : (
        <Button variant="contained" onClick={props.onRetry}>
          Connect again
        </Button>
      )}
    </Box>
  );
}
