import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { FailureView } from '../../app/FailureView.tsx';
import { useConnection, useReadOnlyNote } from '../../state/connection.tsx';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { DiffEditor } from '../../ui/DiffEditor.tsx';
import { formatCount } from '../../ui/format.ts';
import { compactJson } from '../../ui/format-json.ts';
import { Notice } from '../../ui/Notice.tsx';
import { color } from '../../ui/tokens.ts';
import { languageOf } from '../../ui/value-text.ts';
import { guardedPutLine } from './etcdctl-lines.ts';
import { KeyName } from './KeyName.tsx';
import { draftBytes, guardOf, type OpenKey } from './open-key.ts';
import { sizeNote } from './request-size.ts';
import { useConfirm } from './use-confirm.ts';
import { textIn } from './value-form.ts';

/** What a save changes, before it does. */
export function SaveDialog(props: {
  readonly open: OpenKey;
  readonly onSave: () => Promise<Failure | null>;
  readonly onClose: () => void;
}) {
  const { onClose } = props;
  // As it was asked about: what the save makes of it must not flash by while the dialog closes.
  const [open] = useState(props.open);
  const { state } = useConnection();
  const { isBusy, failure, confirm } = useConfirm(props.onSave);
  const readOnly = useReadOnlyNote();
  const guard = guardOf(open);
  const after = open.draft ?? '';
  const isBroken = open.form === 'laidOut' && compactJson(after) === null;
  const line = guardedPutLine(open.key, draftBytes(open), guard);
  const note = sizeNote(open.key.length + draftBytes(open).length, state.maxRequestBytes);
  return (
    <DialogFrame
      isOpen
      title="Save this change?"
      description={<KeyName bytes={open.key} />}
      width={1040}
      onClose={onClose}
      onSubmit={confirm}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" autoFocus disabled={isBusy || readOnly !== null}>
            Save
          </Button>
        </>
      }
    >
      {readOnly === null ? null : <Notice tone="warn">{readOnly}</Notice>}
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      <DiffEditor
        label="What the save changes"
        beforeTitle={guard === 0 ? 'Does not exist' : `Now, revision ${formatCount(guard)}`}
        afterTitle="After the save"
        before={textIn(open.form, open.base) ?? ''}
        after={after}
        language={languageOf(after)}
        height="min(380px, 46vh)"
      />
      {isBroken ? (
        <Notice tone="warn">
          This was JSON without spaces and is no JSON any more. It is written as it stands here.
        </Notice>
      ) : null}
      <Box sx={{ color: color.muted }}>
        {open.form === 'laidOut' && !isBroken
          ? 'It is laid out to be read, and written without spaces as before. '
          : ''}
        {guard === 0
          ? 'It is written only if the key still does not exist.'
          : `It is written only if the key is still at revision ${formatCount(guard)}.`}
        {open.base === null || open.base.lease === null ? '' : ` The key keeps its lease ${open.base.lease}.`}
      </Box>
      {note === null ? null : <Box sx={{ color: color.warn }}>{note}</Box>}
      {line === null ? null : <CommandLine label="etcdctl command" line={line} />}
    </DialogFrame>
  );
}
