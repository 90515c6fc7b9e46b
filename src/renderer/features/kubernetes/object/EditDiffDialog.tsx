import Button from '@mui/material/Button';
import { guardOf } from '../../../parts/editing/edit.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { DiffEditor } from '../../../ui/DiffEditor.tsx';
import { formatCount } from '../../../ui/format.ts';
import type { ObjectEdit } from '../model/object-edit.ts';

/** What an edit changes, before a plan is made of it. */
export function EditDiffDialog(props: {
  readonly name: string;
  readonly edit: ObjectEdit;
  readonly onSave: () => void;
  readonly onClose: () => void;
}) {
  const { name, edit, onSave, onClose } = props;
  return (
    <DialogFrame
      isOpen
      title={`What changes in ${name}`}
      width={1080}
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onClick={onClose}>
            Keep editing
          </Button>
          <Button variant="contained" onClick={onSave}>
            Plan to write it
          </Button>
        </>
      }
    >
      <DiffEditor
        label="The object before and after"
        beforeTitle={`Stored, revision ${formatCount(guardOf(edit))}`}
        afterTitle="Yours"
        before={edit.base?.value.text ?? ''}
        after={edit.draft.text}
        language="yaml"
        height={420}
      />
    </DialogFrame>
  );
}
