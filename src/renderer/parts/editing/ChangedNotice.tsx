import Button from '@mui/material/Button';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import { type Edit, guardOf } from './edit.ts';

/** Opens the dialog that shows mine beside theirs. */
export const CompareButton = ({ onCompare }: { readonly onCompare: () => void }) => (
  <Button onClick={onCompare}>Compare and merge…</Button>
);

/** Tells that another client has written the edited key. */
export function ChangedNotice({ edit, onCompare }: { readonly edit: Edit; readonly onCompare: () => void }) {
  if (edit.theirs === null) return null;
  return (
    <Notice tone="warn" actions={<CompareButton onCompare={onCompare} />}>
      Changed by someone else at revision {formatCount(edit.theirs.revision)}. Your edit is based on revision{' '}
      {formatCount(guardOf(edit))}.
    </Notice>
  );
}
