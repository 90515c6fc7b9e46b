import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { useIsLocked } from '../../state/connection.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { DiffEditor } from '../../ui/DiffEditor.tsx';
import { formatCount } from '../../ui/format.ts';
import type { Merged } from '../../ui/merge-lines.ts';
import { color } from '../../ui/tokens.ts';
import { FailureView } from '../failures/FailureView.tsx';
import { UnlockHere } from '../unlock/UnlockHere.tsx';
import { useConfirm } from '../use-confirm.ts';
import { isEditable, type ReadKey } from '../values/read-value.ts';
import { codecNames } from '../values/value-words.ts';
import { type Edit, guardOf, mergeOf } from './edit.ts';

type Aspect = 'both' | 'theirs' | 'mine' | 'merged';

interface Compared {
  readonly label: string;
  readonly before: string;
  readonly beforeTitle: string;
  readonly after: string;
  readonly afterTitle: string;
}

/** Shows the original, theirs and mine after another client wrote or deleted the edited key, and asks which to keep. */
export function ConflictDialog(props: {
  /** What is edited: `The key`, `The object`. */
  readonly what: string;
  readonly name: ReactNode;
  readonly edit: Edit;
  readonly isSaving?: boolean;
  /** Goes on editing with the merged text, on top of theirs. */
  readonly onMerge: () => void;
  readonly onDiscard: () => void;
  /** Resolves to why it was refused, or to `null`. */
  readonly onOverwrite: () => Promise<Failure | null>;
  readonly onClose: () => void;
}) {
  const { what, isSaving = false } = props;
  const [edit, setEdit] = useState(props.edit);
  // Theirs may change again while the dialog is open; once settled, nothing may flash by while it closes.
  if (props.edit !== edit && props.edit.theirs !== null && !isSaving) setEdit(props.edit);
  const { isBusy, failure, confirm } = useConfirm(props.onOverwrite);
  const { base } = edit;
  const theirs = edit.theirs?.read ?? null;
  const merge = mergeOf(edit);
  const obstacle = whyUnmerged(edit);
  const isLocked = useIsLocked();
  const [aspect, setAspect] = useState<Aspect>('both');
  const shown = comparedBy(aspect, edit, merge);
  return (
    <DialogFrame
      isOpen
      title={theirs === null ? `${what} was deleted since you read it` : `${what} changed since you read it`}
      description={props.name}
      width={1040}
      onClose={props.onClose}
      actions={
        <>
          <Button disabled={isBusy} onClick={props.onDiscard}>
            Discard mine
          </Button>
          <Button color="error" disabled={isBusy || isLocked} onClick={confirm}>
            {theirs === null ? 'Create it again' : 'Overwrite theirs'}
          </Button>
          <Button
            variant="contained"
            autoFocus={!isLocked}
            disabled={isBusy}
            onClick={theirs === null ? props.onClose : props.onMerge}
          >
            {theirs === null || merge === null ? 'Keep editing mine' : 'Merge and keep editing'}
          </Button>
        </>
      }
    >
      <UnlockHere />
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      <Box>
        Nothing was written. Your edit is based on revision {formatCount(guardOf(edit))};{' '}
        {theirs === null
          ? 'someone else has deleted it.'
          : `someone else has written revision ${formatCount(theirs.entry.modRevision)}.`}
      </Box>
      {obstacle === null ? null : <Box sx={{ color: color.warn }}>{obstacle}</Box>}
      {theirs === null ? null : (
        <Tabs
          aria-label="What is compared"
          value={aspect}
          onChange={(_, chosen: Aspect) => setAspect(chosen)}
          variant="scrollable"
          sx={{ minHeight: 32, flexShrink: 0 }}
        >
          <Tab value="both" label="Theirs and mine" />
          <Tab value="theirs" label="What they changed" />
          <Tab value="mine" label="What I changed" />
          {merge === null ? null : <Tab value="merged" label="Merged" />}
        </Tabs>
      )}
      <DiffEditor
        key={aspect}
        {...shown}
        language={(theirs ?? base)?.value.language ?? 'plaintext'}
        height="min(400px, 44vh)"
      />
      <Box sx={{ color: color.muted }}>{afterwards(what, theirs, merge)}</Box>
    </DialogFrame>
  );
}

/** Returns why mine and theirs cannot be merged, where the reason lies in theirs. */
function whyUnmerged({ draft, theirs }: Edit): string | null {
  const read = theirs?.read ?? null;
  if (draft === null || read === null) return null;
  const { codec } = read.form;
  if (codec !== draft.form.codec) return `Theirs cannot be read as yours is: it is ${codecNames[codec]}.`;
  return isEditable(read) ? null : 'Theirs cannot be edited as yours is.';
}

function comparedBy(aspect: Aspect, edit: Edit, merge: Merged | null): Compared {
  const theirs = edit.theirs?.read ?? null;
  const mine = edit.draft?.text ?? '';
  const was = {
    before: edit.base?.value.text ?? '',
    beforeTitle: `Before, revision ${formatCount(guardOf(edit))}`,
  };
  const theirTitle = theirs === null ? 'Theirs: deleted' : `Theirs, revision ${formatCount(theirs.entry.modRevision)}`;
  const their = theirs?.value.text ?? '';
  const minePart = { after: mine, afterTitle: 'Mine, not saved' };
  switch (aspect) {
    case 'both':
      return { label: 'Theirs and mine', before: their, beforeTitle: theirTitle, ...minePart };
    case 'theirs':
      return { label: 'What they changed', ...was, after: their, afterTitle: theirTitle };
    case 'mine':
      return { label: 'What I changed', ...was, ...minePart };
    case 'merged': {
      const merged = { after: merge?.text ?? mine, afterTitle: 'Merged, not saved' };
      return { label: 'Theirs and both together', before: their, beforeTitle: theirTitle, ...merged };
    }
  }
}

function afterwards(what: string, theirs: ReadKey | null, merge: Merged | null): string {
  const subject = what.toLowerCase();
  if (theirs === null) return `Creating it again writes yours only if ${subject} still does not exist.`;
  const guard = `Overwriting writes yours only if ${subject} is still at revision ${formatCount(theirs.entry.modRevision)}, the one you see here.`;
  if (merge === null) return `If you keep editing, yours stands in the editor, to be compared when you save. ${guard}`;
  if (merge.conflicts === 0) return `You changed other lines than they did: merged, both changes stand. ${guard}`;
  const places = merge.conflicts === 1 ? 'in one place' : `in ${formatCount(merge.conflicts)} places`;
  return `You both changed the same lines ${places}: merged, yours stand there, and everything else has both changes. ${guard}`;
}
