import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { Notice } from '../../ui/Notice.tsx';
import { isMasked, type Reading, type ReadKey } from './read-value.ts';
import { type NoteWords, noteWords } from './value-words.ts';

/** Says how a value is shown, and offers to reveal it or to show managed fields. Absent for a plain value. */
export function ValueNotes(props: {
  readonly read: ReadKey;
  readonly reading: Reading;
  /** An edit of the value can be saved. */
  readonly canSave?: boolean;
  /** The value is edited: what matters for an edit is said, and nothing can be revealed or masked. */
  readonly isEdited?: boolean;
  readonly onReading: (changes: Pick<Reading, 'reveal'> | Pick<Reading, 'showsManagedFields'>) => void;
  readonly actions?: ReactNode;
}) {
  const { read, reading, canSave = false, isEdited = false, onReading } = props;
  const { notes, codecs } = read.value;
  const hasMasked = isMasked(read);
  const hasHidden = notes.some((note) => note.kind === 'managedFieldsHidden');
  const showsManaged = reading.showsManagedFields && read.value.codec === 'kubernetes';
  const words: readonly NoteWords[] = [
    ...notes.filter((note) => isEdited || note.kind !== 'mixedLineEndings').map((note) => noteWords(note, canSave)),
    ...(reading.reveal ? [{ tone: 'warn', text: 'Secret data is shown in clear.' } as const] : []),
    ...(showsManaged ? [{ tone: 'info', text: 'Managed fields are shown.' } as const] : []),
    ...(codecs.length === 1 && read.value.codec === 'hex'
      ? [{ tone: 'info', text: 'This value is not text. It is shown byte by byte.' } as const]
      : []),
  ];
  if (words.length === 0 && !props.actions) return null;
  return (
    <Notice
      tone={words.some(({ tone }) => tone === 'warn') ? 'warn' : 'info'}
      actions={
        <>
          {hasMasked && !reading.reveal ? <Button onClick={() => onReading({ reveal: true })}>Reveal</Button> : null}
          {reading.reveal && !isEdited ? <Button onClick={() => onReading({ reveal: false })}>Mask</Button> : null}
          {hasHidden ? (
            <Button onClick={() => onReading({ showsManagedFields: true })}>Show managed fields</Button>
          ) : showsManaged ? (
            <Button onClick={() => onReading({ showsManagedFields: false })}>Hide managed fields</Button>
          ) : null}
          {props.actions}
        </>
      }
    >
      {words.map(({ text }) => text).join(' ')}
    </Notice>
  );
}
