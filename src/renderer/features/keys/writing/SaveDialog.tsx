import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { guardedPutLine } from '../../../../contract/etcdctl-key-lines.ts';
import type { Failure } from '../../../../contract/failure.ts';
import { WriteNote } from '../../../parts/access/WriteNote.tsx';
import { CompareButton } from '../../../parts/editing/ChangedNotice.tsx';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { UnlockHere } from '../../../parts/unlock/UnlockHere.tsx';
import { useConfirm } from '../../../parts/use-confirm.ts';
import { ValueDiff } from '../../../parts/values/ValueDiff.tsx';
import { useConnection, useIsLocked } from '../../../state/connection.tsx';
import { CommandLine } from '../../../ui/CommandLine.tsx';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { color } from '../../../ui/tokens.ts';
import type { LeaseChoice } from '../model/guarded-writes.ts';
import type { PlannedSave } from '../model/keys-model.ts';
import { type LeaseForm, readLeaseForm } from '../model/lease-choice.ts';
import type { OpenKey } from '../model/open-key.ts';
import { KeyName } from '../naming/KeyName.tsx';
import { LeaseField } from './LeaseField.tsx';
import { sizeNote } from './request-size.ts';

/** Shows what a save changes before it is done. */
export function SaveDialog(props: {
  readonly open: OpenKey;
  readonly save: PlannedSave;
  readonly onSave: (lease: LeaseChoice) => Promise<Failure | null>;
  /** Shows both versions, if another client changed the key while the dialog was open. */
  readonly onCompare: () => void;
  readonly onClose: () => void;
}) {
  const { onClose } = props;
  const { draft, after, guard } = props.save;
  const { value } = after.entry;
  // As it was when the dialog opened: the result of the save must not flash by while it closes.
  const [{ base, key }] = useState(props.open);
  const { state, profile } = useConnection();
  const now = base?.entry.lease ?? null;
  const [form, setForm] = useState<LeaseForm>({ kind: now === null ? 'none' : 'keep', id: '' });
  const choice = readLeaseForm(form);
  const changesNothing = draft === null && (choice?.lease === 'keep' || choice?.lease === now);
  const { isBusy, failure, confirm } = useConfirm(async () => (choice === null ? null : props.onSave(choice.lease)));
  const isLocked = useIsLocked();
  const theirs = isBusy ? null : props.open.theirs;
  const line = guardedPutLine(profile, key, value, guard, choice?.lease === 'keep' ? now : (choice?.lease ?? null));
  const note = sizeNote(key.length + value.length, state.maxRequestBytes);
  return (
    <DialogFrame
      isOpen
      title={draft === null ? 'Change the lease?' : 'Save this change?'}
      description={<KeyName bytes={key} />}
      width={draft === null ? 560 : 1040}
      onClose={onClose}
      onSubmit={confirm}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            autoFocus
            disabled={isBusy || isLocked || theirs !== null || choice === null || changesNothing}
          >
            Save
          </Button>
        </>
      }
    >
      <UnlockHere hasFocus />
      <WriteNote keyBytes={key} tone="warn" />
      {theirs === null ? null : (
        <Notice tone="warn" actions={<CompareButton onCompare={props.onCompare} />}>
          {theirs.read === null ? 'Deleted' : 'Changed'} by someone else meanwhile, at revision{' '}
          {formatCount(theirs.revision)}. This save would be refused.
        </Notice>
      )}
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      {draft === null ? null : (
        <ValueDiff
          label="What the save changes"
          beforeTitle={guard === 0 ? 'Does not exist' : `Now, revision ${formatCount(guard)}`}
          afterTitle={`After the save, ${formatBytes(value.length)}`}
          before={base}
          after={after}
          height="min(380px, 46vh)"
        />
      )}
      <LeaseField form={form} now={now} onChange={setForm} />
      <Box sx={{ color: color.muted }}>
        {guard === 0
          ? 'It is written only if the key still does not exist.'
          : `It is written only if the key is still at revision ${formatCount(guard)}.`}
      </Box>
      {note === null ? null : <Box sx={{ color: color.warn }}>{note}</Box>}
      {line === null ? null : <CommandLine label="etcdctl command" line={line} />}
    </DialogFrame>
  );
}
