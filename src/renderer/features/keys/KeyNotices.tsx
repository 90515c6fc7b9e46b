import Button from '@mui/material/Button';
import { describeFailure } from '../../app/failure-words.ts';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import { hasMixedLineEndings, readValue } from '../../ui/value-text.ts';
import type { KeyActs } from './key-acts.ts';
import type { KeyDialog } from './key-dialogs.ts';
import { type KeysDesk, nameOfTab } from './keys-desk.ts';
import { isDirty, type OpenKey } from './open-key.ts';

/** What has happened to the key since it was read. One sentence at a time: the one that matters most. */
export function KeyNotices(props: {
  readonly desk: KeysDesk;
  readonly acts: KeyActs;
  readonly open: OpenKey;
  readonly onDialog: (dialog: KeyDialog) => void;
}) {
  const { desk, acts, open, onDialog } = props;
  const name = nameOfTab(open);
  if (open.phase !== 'ready' || open.isSaving) return null;
  if (open.failure !== null) {
    return (
      <Notice tone="warn" actions={<Button onClick={() => void desk.read(name)}>Read again</Button>}>
        {describeFailure(open.failure).title} What you see may be old.
      </Notice>
    );
  }
  if (open.theirs?.entry === null) {
    return (
      <Notice
        tone="warn"
        actions={
          <>
            <Button onClick={() => void acts.createAgain(name)}>Create it again</Button>
            <Button onClick={() => acts.askToClose(name)}>Close</Button>
          </>
        }
      >
        Deleted by someone else, seen at revision {formatCount(open.theirs.revision)}. This is{' '}
        {isDirty(open) ? 'your edit of ' : ''}its last value.
      </Notice>
    );
  }
  if (open.theirs !== null) {
    return (
      <Notice tone="warn" actions={<Button onClick={() => onDialog({ kind: 'conflict', name })}>Compare</Button>}>
        Changed by someone else at revision {formatCount(open.theirs.revision)}. Your edit is based on revision{' '}
        {formatCount(open.base?.modRevision ?? 0)}.
      </Notice>
    );
  }
  if (open.replaced !== null) {
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
  const value = open.base === null ? null : readValue(open.base.value);
  if (isDirty(open) && value?.kind === 'text' && hasMixedLineEndings(value.text)) {
    return <Notice tone="warn">This value mixes line endings. Saving makes them all of one kind.</Notice>;
  }
  if (value?.kind === 'bytes')
    return <Notice tone="info">This value is not text. It is shown byte by byte, to read only.</Notice>;
  return null;
}
