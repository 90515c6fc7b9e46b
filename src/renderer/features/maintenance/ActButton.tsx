import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { lacksQuorum } from '../../parts/cluster/quorum-words.ts';
import { useClusterStatus } from '../../state/cluster.tsx';
import { useConnection } from '../../state/connection.tsx';
import { showRecovery } from '../../state/show-recovery.ts';

/** Why an act is held back. */
export const heldWords =
  'Without quorum nothing can be compacted, defragmented, cleared, downgraded or measured. Bring members back, or recover what is left.';

/** Whether the cluster has lost its quorum. */
export function useIsHeld(): boolean {
  const { value } = useClusterStatus();
  return value !== null && lacksQuorum(value);
}

/** The button of an act that needs a quorum: without one it says why it is held, and leads to the way back. */
export function ActButton(props: {
  readonly children: string;
  readonly onClick: () => void;
  readonly variant?: 'contained';
  readonly disabled?: boolean;
}) {
  const { children, onClick, variant = 'text', disabled = false } = props;
  if (!useIsHeld()) {
    return (
      <Button variant={variant} disabled={disabled} onClick={onClick}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip
      describeChild
      title={
        <>
          {heldWords} <RecoverButton />
        </>
      }
    >
      {/* It can be focused, so that the tooltip is shown to the keyboard as well. */}
      <Button variant={variant} aria-disabled="true" sx={{ opacity: 0.5, cursor: 'default' }} disableRipple>
        {children}
      </Button>
    </Tooltip>
  );
}

/** The way to where it is said what can be done, once quorum is lost for good. */
export function RecoverButton() {
  const { id } = useConnection();
  return <Button onClick={() => showRecovery(id)}>Recover…</Button>;
}
