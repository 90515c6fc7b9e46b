import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { guardedPutLine } from '../../../../contract/etcdctl-key-lines.ts';
import type { KeyEntry } from '../../../../contract/keys.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import type { MomentGap } from '../../../parts/source/revision-clock.ts';
import { readAt, useKeySourceChoice } from '../../../parts/source/source-choice.ts';
import { gapText } from '../../../parts/time/GapChoice.tsx';
import { UnlockHere } from '../../../parts/unlock/UnlockHere.tsx';
import { useConfirm } from '../../../parts/use-confirm.ts';
import { plainReading } from '../../../parts/values/read-value.ts';
import { useReadValues } from '../../../parts/values/use-read-values.ts';
import { ValueDiff } from '../../../parts/values/ValueDiff.tsx';
import { useConnection, useIsLocked } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { equalBytes } from '../../../ui/byte-text.ts';
import { CommandLine } from '../../../ui/CommandLine.tsx';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { formatCount } from '../../../ui/format.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { color } from '../../../ui/tokens.ts';
import type { KeyActions } from '../model/key-actions.ts';
import { useKeyNow } from '../model/use-key-now.ts';
import { KeyName } from '../naming/KeyName.tsx';

/** Shows a former value beside the present one before it is written back; writes over the revision that is shown. */
export function PutBackDialog(props: {
  /** The key as it was. */
  readonly entry: KeyEntry;
  readonly actions: KeyActions;
  readonly onClose: () => void;
}) {
  const { entry, actions, onClose } = props;
  const { key, value } = entry;
  const { id, profile } = useConnection();
  const isLocked = useIsLocked();
  const { gap, revision: shown } = useKeySourceChoice(id);
  const reading = { ...plainReading, reveal: !entry.isMasked };
  const now = useKeyNow(key, reading.reveal);
  const current = now.data?.entry ?? null;
  const read = useReadValues(id, [current, entry], reading);
  const guard = current?.modRevision ?? 0;
  const { isBusy, failure, confirm } = useConfirm(async () => {
    const refused = await actions.putBack(key, value, guard);
    // The next click writes over the key as it is by then, so the operator has to see that first.
    if (refused?.code === 'Conflict') await now.refetch();
    return refused;
  });
  const isSame = current !== null && equalBytes(current.value, value);
  const obstacle = entry.isMasked
    ? 'Its secret data is masked, and what is masked cannot be written. Reveal the key first.'
    : isSame
      ? 'The key has this value now.'
      : null;
  const failed = now.error ?? read.error;
  const line = guardedPutLine(profile, key, value, guard, current?.lease ?? null);
  return (
    <DialogFrame
      isOpen
      title={`Put revision ${formatCount(entry.modRevision)} back?`}
      description={<KeyName bytes={key} />}
      width={1040}
      onClose={onClose}
      onSubmit={() => {
        if (obstacle === null && !isLocked && now.isSuccess) confirm();
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            disabled={isBusy || isLocked || obstacle !== null || !now.isSuccess || read.data === undefined}
          >
            Put back
          </Button>
        </>
      }
    >
      {gap === null || shown === null ? null : (
        <Notice
          tone="warn"
          actions={
            <Button
              onClick={() => {
                onClose();
                readAt(id, otherEnd(gap, shown), gap);
              }}
            >
              Look at revision {formatCount(otherEnd(gap, shown))} first
            </Button>
          }
        >
          {gapText(gap, Date.now())} You see revision {formatCount(shown)}.
        </Notice>
      )}
      {obstacle === null ? <UnlockHere hasFocus /> : <Notice tone="warn">{obstacle}</Notice>}
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      {failed !== null ? (
        <FailureView failure={failureOf(failed)} layout="inline" onRetry={() => void now.refetch()} />
      ) : read.data === undefined || now.isPending ? (
        <LoadingRows label="Reading the key" rows={12} />
      ) : (
        <ValueDiff
          label="What putting it back changes"
          before={read.data[0] ?? null}
          after={read.data[1] ?? null}
          beforeTitle={current === null ? 'Does not exist now' : `Now, revision ${formatCount(guard)}`}
          afterTitle={`As at revision ${formatCount(entry.modRevision)}`}
          height="min(420px, 52vh)"
        />
      )}
      <Box sx={{ color: color.muted }}>
        {guard === 0
          ? 'It is written only if the key still does not exist; it will have no lease.'
          : `It is written only if the key is still at revision ${formatCount(guard)}; its lease stays as it is now.`}
      </Box>
      {line === null || entry.isMasked ? null : <CommandLine label="etcdctl command" line={line} />}
    </DialogFrame>
  );
}

const otherEnd = ({ earlier, later }: MomentGap, shown: number): number =>
  shown === earlier.revision ? later.revision : earlier.revision;
