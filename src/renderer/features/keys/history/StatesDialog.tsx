import Button from '@mui/material/Button';
import type { KeyState } from '../../../../contract/history.ts';
import type { KeyEntry } from '../../../../contract/keys.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useSource } from '../../../parts/source/source.tsx';
import { plainReading } from '../../../parts/values/read-value.ts';
import { useReadValues } from '../../../parts/values/use-read-values.ts';
import { ValueDiff } from '../../../parts/values/ValueDiff.tsx';
import { failureOf } from '../../../state/failure.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { formatCount } from '../../../ui/format.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import type { ComparedStates, KeyDialog } from '../model/key-dialogs.ts';
import { useKeyNow } from '../model/use-key-now.ts';
import { KeyName } from '../naming/KeyName.tsx';

/** What differs between two states of a key, or between one and the latest. */
export function StatesDialog(props: {
  readonly states: ComparedStates;
  readonly onDialog: (dialog: KeyDialog) => void;
  readonly onClose: () => void;
}) {
  const { onClose, onDialog } = props;
  const { key, before, after, reveal } = props.states;
  const { id, connection } = useSource();
  const now = useKeyNow(key, reveal);
  const older = entryOf(before);
  const newer = after === null ? (now.data?.entry ?? null) : entryOf(after);
  const read = useReadValues(id, [older, newer], { ...plainReading, reveal });
  const failed = read.error ?? (after === null ? now.error : null);
  const isPending = read.data === undefined || (after === null && now.isPending);
  return (
    <DialogFrame
      isOpen
      title="What changed"
      description={<KeyName bytes={key} />}
      width={1040}
      onClose={onClose}
      actions={
        <>
          {older === null ? null : (
            <Button onClick={() => onDialog({ kind: 'put-back', entry: older })}>Put the older one back…</Button>
          )}
          <Button variant="contained" autoFocus onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {failed !== null ? (
        <FailureView failure={failureOf(failed)} layout="inline" />
      ) : isPending ? (
        <LoadingRows label="Reading both values" rows={12} />
      ) : (
        <ValueDiff
          label="Older and newer"
          before={read.data[0] ?? null}
          after={read.data[1] ?? null}
          beforeTitle={titleOf(before)}
          afterTitle={
            after === null
              ? `${connection === null ? 'The latest' : 'Now'}${newer === null ? ': does not exist' : `, ${revisionText(newer)}`}`
              : titleOf(after)
          }
          height="min(460px, 60vh)"
        />
      )}
    </DialogFrame>
  );
}

const entryOf = (state: KeyState): KeyEntry | null => (state.kind === 'put' ? state.entry : null);

const revisionText = ({ modRevision }: KeyEntry): string => `revision ${formatCount(modRevision)}`;

const titleOf = (state: KeyState): string =>
  state.kind === 'put'
    ? `Revision ${formatCount(state.entry.modRevision)}`
    : `Deleted at ${formatCount(state.revision)}`;
