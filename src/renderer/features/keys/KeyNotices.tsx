import Button from '@mui/material/Button';
import { WriteNote } from '../../app/access/WriteNote.tsx';
import { describeFailure } from '../../app/failure-words.ts';
import { KeptDraft } from '../../app/KeptDraft.tsx';
import { ValueNotes } from '../../app/values/ValueNotes.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import { nameOfTab } from './desk-state.ts';
import type { KeyActs } from './key-acts.ts';
import type { KeyDialog } from './key-dialogs.ts';
import type { KeysDesk } from './keys-desk.ts';
import { OneMemberOffer } from './OneMemberOffer.tsx';
import { guardOf, isCovered, isDirty, type OpenKey, showsBytes } from './open-key.ts';

interface KeyNoticesProps {
  readonly desk: KeysDesk;
  readonly acts: KeyActs;
  readonly open: OpenKey;
  readonly onDialog: (dialog: KeyDialog) => void;
}

/** What has happened to the key since it was read, and what there is to say about its value. */
export function KeyNotices(props: KeyNoticesProps) {
  const { desk, open } = props;
  if (open.phase !== 'ready' || open.isSaving) return null;
  const name = nameOfTab(open);
  return (
    <>
      <Happened {...props} />
      {open.isBroughtBack && isDirty(open) ? (
        <KeptDraft
          onDiscard={() => desk.discard(name)}
          actions={<Button onClick={() => desk.dismissNotice(name)}>Dismiss</Button>}
        />
      ) : null}
      {open.base === null ? null : (
        <ValueNotes
          read={open.base}
          reading={open.reading}
          isEdited={isDirty(open)}
          onReading={(changes) =>
            'reveal' in changes ? desk.reveal(name, changes.reveal) : void desk.turn(name, changes)
          }
          actions={
            showsBytes(open) && open.base.value.canEncode ? (
              <Button onClick={() => desk.editBytes(name)}>Edit bytes</Button>
            ) : null
          }
        />
      )}
    </>
  );
}

/** One sentence at a time: the one that matters most. */
function Happened({ desk, acts, open, onDialog }: KeyNoticesProps) {
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
            <Button onClick={() => desk.refresh()}>Read again</Button>
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
            {isCovered(open) ? null : <Button onClick={() => void acts.createAgain(name)}>Create it again</Button>}
            <Button onClick={() => acts.askToClose(name)}>Close</Button>
          </>
        }
      >
        Deleted since you read it, seen at revision {formatCount(open.theirs.revision)}. This is{' '}
        {isDirty(open) ? 'your edit of ' : ''}its last value.
      </Notice>
    );
  }
  if (open.theirs !== null) {
    return (
      <Notice tone="warn" actions={<Button onClick={() => onDialog({ kind: 'conflict', name })}>Compare</Button>}>
        Changed by someone else at revision {formatCount(open.theirs.revision)}. Your edit is based on revision{' '}
        {formatCount(guardOf(open))}.
      </Notice>
    );
  }
  if (open.replaced === null) return <WriteNote keyBytes={open.key} tone="info" />;
  return (
    <Notice
      tone="info"
      actions={
        <>
          <Button onClick={() => onDialog({ kind: 'replaced', name })}>Show what changed</Button>
          <Button onClick={() => desk.dismissNotice(name)}>Dismiss</Button>
        </>
      }
    >
      Changed by someone else at revision {formatCount(open.replaced.revision)}.
    </Notice>
  );
}
