import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import type { DecodedValue } from '../../../contract/values.ts';
import { useIsLocked } from '../../state/connection.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { DiffEditor } from '../../ui/DiffEditor.tsx';
import { formatCount } from '../../ui/format.ts';
import type { Merged } from '../../ui/merge-lines.ts';
import { color } from '../../ui/tokens.ts';
import { FailureView } from '../failures/FailureView.tsx';
import { UnlockHere } from '../unlock/UnlockHere.tsx';

/** A state of what is edited, as text. */
export interface MergedState {
  readonly text: string;
  readonly revision: number;
}

type Aspect = 'both' | 'theirs' | 'mine' | 'merged';

interface Compared {
  readonly label: string;
  readonly before: string;
  readonly beforeTitle: string;
  readonly after: string;
  readonly afterTitle: string;
}

/**
 * Somebody else was faster: what was there, what they made of it and what I did, and which of them it shall be. The one
 * dialog for it, whatever is edited.
 */
export function MergeDialog(props: {
  /** What is edited: `The key`, `The object`. */
  readonly what: string;
  readonly name: ReactNode;
  readonly language: DecodedValue['language'];
  /** What the edit is based on. */
  readonly base: MergedState;
  readonly mine: string;
  /** `null`: they deleted it. */
  readonly theirs: MergedState | null;
  /** The two put together; `null` where they cannot be: they are not read in the same way. */
  readonly merge: Merged | null;
  /** Why they are not, in a sentence. */
  readonly note?: ReactNode;
  readonly isBusy?: boolean;
  readonly failure?: Failure | null;
  /** Goes on editing with the merged text, on top of theirs. */
  readonly onMerge: () => void;
  readonly onDiscard: () => void;
  readonly onOverwrite: () => void;
  readonly onClose: () => void;
}) {
  const { what, base, mine, theirs, merge, isBusy = false, failure = null } = props;
  const isLocked = useIsLocked();
  const [aspect, setAspect] = useState<Aspect>('both');
  const shown = comparedBy(aspect, { base, mine, theirs, merge });
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
          <Button color="error" disabled={isBusy || isLocked} onClick={props.onOverwrite}>
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
        Nothing was written. Your edit is based on revision {formatCount(base.revision)};{' '}
        {theirs === null
          ? 'someone else has deleted it.'
          : `someone else has written revision ${formatCount(theirs.revision)}.`}
      </Box>
      {props.note === undefined ? null : <Box sx={{ color: color.warn }}>{props.note}</Box>}
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
      <DiffEditor key={aspect} {...shown} language={props.language} height="min(400px, 44vh)" />
      <Box sx={{ color: color.muted }}>{afterwards(what, theirs, merge)}</Box>
    </DialogFrame>
  );
}

interface Sides {
  readonly base: MergedState;
  readonly mine: string;
  readonly theirs: MergedState | null;
  readonly merge: Merged | null;
}

function comparedBy(aspect: Aspect, { base, mine, theirs, merge }: Sides): Compared {
  const was = { before: base.text, beforeTitle: `Before, revision ${formatCount(base.revision)}` };
  const theirTitle = theirs === null ? 'Theirs: deleted' : `Theirs, revision ${formatCount(theirs.revision)}`;
  const their = theirs?.text ?? '';
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

function afterwards(what: string, theirs: MergedState | null, merge: Merged | null): string {
  const subject = what.toLowerCase();
  if (theirs === null) return `Creating it again writes yours only if ${subject} still does not exist.`;
  const guard = `Overwriting writes yours only if ${subject} is still at revision ${formatCount(theirs.revision)}, the one you see here.`;
  if (merge === null) return `If you keep editing, yours stands in the editor, to be compared when you save. ${guard}`;
  if (merge.conflicts === 0) return `You changed other lines than they did: merged, both changes stand. ${guard}`;
  const places = merge.conflicts === 1 ? 'in one place' : `in ${formatCount(merge.conflicts)} places`;
  return `You both changed the same lines ${places}: merged, yours stand there, and everything else has both changes. ${guard}`;
}
