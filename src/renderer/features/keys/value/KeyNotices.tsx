import Button from '@mui/material/Button';
import { WriteNote } from '../../../parts/access/WriteNote.tsx';
import { ChangedNotice } from '../../../parts/editing/ChangedNotice.tsx';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { KeptDraft } from '../../../parts/KeptDraft.tsx';
import { OneMemberOffer } from '../../../parts/source/OneMemberOffer.tsx';
import { ValueNotes } from '../../../parts/values/ValueNotes.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Notice } from '../../../ui/Notice.tsx';
import type { KeyActions } from '../model/key-actions.ts';
import type { KeyDialog } from '../model/key-dialogs.ts';
import type { KeysModel } from '../model/keys-model.ts';
import { nameOfTab } from '../model/keys-state.ts';
import { isCovered, isDirty, type OpenKey, showsBytes } from '../model/open-key.ts';

interface KeyNoticesProps {
  readonly model: KeysModel;
  readonly actions: KeyActions;
  readonly open: OpenKey;
  readonly onDialog: (dialog: KeyDialog) => void;
}

/** What has happened to the key since it was read, and what there is to say about its value. */
export function KeyNotices(props: KeyNoticesProps) {
  const { model, open } = props;
  if (open.phase !== 'ready' || open.isSaving) return null;
  const name = nameOfTab(open);
  return (
    <>
      <Happened {...props} />
      {open.isBroughtBack && isDirty(open) ? (
        <KeptDraft
          onDiscard={() => model.discard(name)}
          actions={<Button onClick={() => model.dismissNotice(name)}>Dismiss</Button>}
        />
      ) : null}
      {open.base === null ? null : (
        <ValueNotes
          read={open.base}
          reading={open.reading}
          canSave
          isEdited={isDirty(open)}
          onReading={(changes) =>
            'reveal' in changes ? model.reveal(name, changes.reveal) : void model.turn(name, changes)
          }
          actions={
            showsBytes(open) && open.base.value.canEncode ? (
              <Button onClick={() => model.editBytes(name)}>Edit bytes</Button>
            ) : null
          }
        />
      )}
    </>
  );
}

/** The one notice that matters most. */
function Happened({ model, actions, open, onDialog }: KeyNoticesProps) {
  const name = nameOfTab(open);
  if (open.refusal !== null) {
    const { title, action } = describeFailure(open.refusal);
    return (
      <Notice tone="bad">
        {title} {action}
      </Notice>
    );
  }
  if (open.failure !== null) {
    return (
      <Notice
        tone="warn"
        actions={
          <>
            <Button onClick={() => model.refresh()}>Read again</Button>
            <OneMemberOffer failure={open.failure} />
          </>
        }
      >
        {describeFailure(open.failure).title} What you see may be old.
      </Notice>
    );
  }
  if (open.theirs?.read === null) {
    return (
      <Notice
        tone="warn"
        actions={
          <>
            {isCovered(open) ? null : <Button onClick={() => void actions.createAgain(name)}>Create it again</Button>}
            <Button onClick={() => actions.askToClose(name)}>Close</Button>
          </>
        }
      >
        Deleted since you read it, seen at revision {formatCount(open.theirs.revision)}. This is{' '}
        {isDirty(open) ? 'your edit of ' : ''}its last value.
      </Notice>
    );
  }
  if (open.theirs !== null) {
    return <ChangedNotice edit={open} onCompare={() => onDialog({ kind: 'conflict', name })} />;
  }
  if (open.replaced === null) return <WriteNote keyBytes={open.key} tone="info" />;
  return (
    <Notice
      tone="info"
      actions={
        <>
          <Button onClick={() => onDialog({ kind: 'replaced', name })}>Show what changed</Button>
          <Button onClick={() => model.dismissNotice(name)}>Dismiss</Button>
        </>
      }
    >
      Changed by someone else at revision {formatCount(open.replaced.revision)}.
    </Notice>
  );
}
