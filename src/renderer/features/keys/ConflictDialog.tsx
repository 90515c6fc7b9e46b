import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { FailureView } from '../../app/FailureView.tsx';
import { codecNames } from '../../app/values/value-words.ts';
import { useReadOnlyNote } from '../../state/connection.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { DiffEditor } from '../../ui/DiffEditor.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import { color } from '../../ui/tokens.ts';
import { KeyName } from './KeyName.tsx';
import { guardOf, mergedText, type OpenKey } from './open-key.ts';
import { useConfirm } from './use-confirm.ts';

/** Somebody else was faster: both versions side by side, and which of them it shall be. */
export function ConflictDialog(props: {
  readonly open: OpenKey;
  readonly onMerge: () => void;
  readonly onDiscard: () => void;
  readonly onOverwrite: () => Promise<Failure | null>;
  readonly onClose: () => void;
}) {
  const { onClose } = props;
  const [open, setOpen] = useState(props.open);
  // Theirs may change again while it is asked; once settled, nothing may flash by while the dialog closes.
  if (props.open !== open && props.open.theirs !== null && !props.open.isSaving) setOpen(props.open);
  const { isBusy, failure, confirm } = useConfirm(props.onOverwrite);
  const readOnly = useReadOnlyNote();
  const read = open.theirs?.read ?? null;
  const theirs = read?.entry ?? null;
  const isGone = theirs === null;
  const otherCodec = read !== null && open.draft !== null && read.form.codec !== open.draft.form.codec ? read : null;
  const together =
    mergedText(open) === null
      ? 'Both of you changed the same lines: if you keep editing, yours stand in the editor, to be compared when you save.'
      : 'You changed other lines than they did: if you keep editing, both changes stand in the editor.';
  return (
    <DialogFrame
      isOpen
      title={isGone ? 'The key was deleted since you read it' : 'The key changed since you read it'}
      description={<KeyName bytes={open.key} />}
      width={1040}
      onClose={onClose}
      actions={
        <>
          <Button disabled={isBusy} onClick={props.onDiscard}>
            Discard mine
          </Button>
          <Button color="error" disabled={isBusy || readOnly !== null} onClick={confirm}>
            {isGone ? 'Create it again' : 'Overwrite theirs'}
          </Button>
          <Button variant="contained" autoFocus disabled={isBusy} onClick={isGone ? onClose : props.onMerge}>
            {isGone ? 'Keep editing' : 'Keep editing on top of theirs'}
          </Button>
        </>
      }
    >
      {readOnly === null ? null : <Notice tone="warn">{readOnly}</Notice>}
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      <Box>
        Nothing was written. Your edit is based on revision {formatCount(guardOf(open))};{' '}
        {isGone
          ? 'someone else has deleted the key.'
          : `someone else has written revision ${formatCount(theirs.modRevision)}.`}
      </Box>
      {otherCodec === null ? null : (
        <Box sx={{ color: color.warn }}>
          Theirs cannot be read as yours is: it is {codecNames[otherCodec.form.codec]}.
        </Box>
      )}
      <DiffEditor
        label="Theirs and mine"
        beforeTitle={isGone ? 'Theirs: deleted' : `Theirs, revision ${formatCount(theirs.modRevision)}`}
        afterTitle="Mine, not saved"
        before={read?.value.text ?? ''}
        after={open.draft?.text ?? ''}
        language={(read ?? open.base)?.value.language ?? 'plaintext'}
        height="min(400px, 50vh)"
      />
      <Box sx={{ color: color.muted }}>
        {isGone
          ? 'Creating it again writes yours only if the key still does not exist.'
          : `${together} Overwriting writes yours only if the key is still at revision ${formatCount(theirs.modRevision)}, the one you see here.`}
      </Box>
    </DialogFrame>
  );
}
