import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect } from 'react';
import { answerLeaving, leaveQuestion } from '../state/leaving.ts';
import { useStore } from '../state/store.ts';
import { type StandingEdit, unsavedEdits } from '../state/unsaved.ts';
import { DialogFrame } from '../ui/DialogFrame.tsx';
import { plural } from '../ui/format.ts';
import { color, mono } from '../ui/tokens.ts';

/** More names than these say no more. */
const mostNamed = 6;

/**
 * Keeps the window from closing over edits that are not saved. A browser asks in its own words; where the host lets the
 * window ask, it names them.
 */
export function LeaveGuard() {
  const edits = useStore(unsavedEdits);
  const question = useStore(leaveQuestion);
  const isEdited = edits.size > 0;
  useEffect(() => {
    if (!isEdited) return;
    const refuse = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', refuse);
    return () => window.removeEventListener('beforeunload', refuse);
  }, [isEdited]);
  // Saved or discarded meanwhile, or no operator left to ask: nothing prevents leaving any more.
  useEffect(() => {
    if (!isEdited) answerLeaving(true);
  }, [isEdited]);
  useEffect(() => () => answerLeaving(true), []);
  if (question === null) return null;
  const isReload = question.how === 'reload';
  const lost = [...edits].filter(([, { isKept }]) => !isReload || !isKept);
  return (
    <DialogFrame
      isOpen
      title={`${plural(lost.length, 'edit')} ${lost.length === 1 ? 'is' : 'are'} not saved`}
      width={460}
      onClose={() => answerLeaving(false)}
      actions={
        <>
          <Button autoFocus onClick={() => answerLeaving(false)}>
            Keep editing
          </Button>
          <Button variant="contained" color="error" onClick={() => answerLeaving(true)}>
            {isReload ? 'Discard and reload' : 'Discard and close'}
          </Button>
        </>
      }
    >
      <Box component="ul" aria-label="Not saved" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: '6px' }}>
        {lost.slice(0, mostNamed).map(([place, edit]) => (
          <EditLine key={place} edit={edit} />
        ))}
        {lost.length <= mostNamed ? null : (
          <Box component="li" sx={{ color: color.muted }}>{`and ${lost.length - mostNamed} more`}</Box>
        )}
      </Box>
      <Box sx={{ color: color.muted }}>
        {isReload
          ? 'Secret data is not kept over a reload, nor is an edit that is very large.'
          : 'Nothing of it was written.'}
      </Box>
    </DialogFrame>
  );
}

function EditLine({ edit: { title, where } }: { readonly edit: StandingEdit }) {
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, alignItems: 'baseline', minWidth: 0 }}>
      <Box component="span" sx={{ ...mono, overflowWrap: 'anywhere', minWidth: 0 }}>
        {title}
      </Box>
      {where === '' ? null : (
        <Box component="span" sx={{ color: color.muted, flexShrink: 0, maxWidth: '45%', overflowWrap: 'anywhere' }}>
          {where}
        </Box>
      )}
    </Box>
  );
}
