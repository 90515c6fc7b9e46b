import { useState } from 'react';
import type { Failure } from '../../../../contract/failure.ts';
import { MergeDialog } from '../../../parts/values/MergeDialog.tsx';
import { codecNames } from '../../../parts/values/value-words.ts';
import { guardOf, mergeOf, type OpenKey } from '../model/open-key.ts';
import { KeyName } from '../naming/KeyName.tsx';
import { useConfirm } from './use-confirm.ts';

/** Somebody else wrote the key, or deleted it, since it was read. */
export function ConflictDialog(props: {
  readonly open: OpenKey;
  readonly onMerge: () => void;
  readonly onDiscard: () => void;
  readonly onOverwrite: () => Promise<Failure | null>;
  readonly onClose: () => void;
}) {
  const [open, setOpen] = useState(props.open);
  // Theirs may change again while it is asked; once settled, nothing may flash by while the dialog closes.
  if (props.open !== open && props.open.theirs !== null && !props.open.isSaving) setOpen(props.open);
  const { isBusy, failure, confirm } = useConfirm(props.onOverwrite);
  const { base, draft, theirs } = open;
  const read = theirs?.read ?? null;
  const otherCodec = read !== null && draft !== null && read.form.codec !== draft.form.codec ? read.form.codec : null;
  return (
    <MergeDialog
      what="The key"
      name={<KeyName bytes={open.key} />}
      language={(read ?? base)?.value.language ?? 'plaintext'}
      base={{ text: base?.value.text ?? '', revision: guardOf(open) }}
      mine={draft?.text ?? ''}
      theirs={read === null ? null : { text: read.value.text, revision: read.entry.modRevision }}
      merge={mergeOf(open)}
      note={otherCodec === null ? undefined : `Theirs cannot be read as yours is: it is ${codecNames[otherCodec]}.`}
      isBusy={isBusy}
      failure={failure}
      onMerge={props.onMerge}
      onDiscard={props.onDiscard}
      onOverwrite={confirm}
      onClose={props.onClose}
    />
  );
}
