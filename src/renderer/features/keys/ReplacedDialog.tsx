import Button from '@mui/material/Button';
import type { KeyValue } from '../../../contract/keys.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { DiffEditor } from '../../ui/DiffEditor.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { languageOf } from '../../ui/value-text.ts';
import { KeyName } from './KeyName.tsx';
import type { OpenKey } from './open-key.ts';
import { comparedText, type ValueForm } from './value-form.ts';

/** What somebody else changed in the key that was shown. */
export function ReplacedDialog({ open, onClose }: { readonly open: OpenKey; readonly onClose: () => void }) {
  const { base, replaced } = open;
  if (base === null || replaced === null) return null;
  const after = textOrSize(open.form, base);
  return (
    <DialogFrame
      isOpen
      title="What changed"
      description={<KeyName bytes={open.key} />}
      width={1040}
      onClose={onClose}
      actions={
        <Button variant="contained" autoFocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <DiffEditor
        label="Before and now"
        beforeTitle={`Before, revision ${formatCount(replaced.before.modRevision)}`}
        afterTitle={`Now, revision ${formatCount(base.modRevision)}`}
        before={textOrSize(open.form, replaced.before)}
        after={after}
        language={languageOf(after)}
        height="min(420px, 56vh)"
      />
    </DialogFrame>
  );
}

const textOrSize = (form: ValueForm, entry: KeyValue): string =>
  comparedText(form, entry) ?? `(${formatBytes(entry.value.length)} that are not text)`;
