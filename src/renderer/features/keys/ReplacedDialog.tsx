import Button from '@mui/material/Button';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { DiffEditor } from '../../ui/DiffEditor.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { languageOf, readValue } from '../../ui/value-text.ts';
import { KeyName } from './KeyName.tsx';
import type { OpenKey } from './open-key.ts';

/** What somebody else changed in the key that was shown. */
export function ReplacedDialog({ open, onClose }: { readonly open: OpenKey; readonly onClose: () => void }) {
  const { base, replaced } = open;
  if (base === null || replaced === null) return null;
  const after = textOrSize(base.value);
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
        before={textOrSize(replaced.before.value)}
        after={after}
        language={languageOf(after)}
        height="min(420px, 56vh)"
      />
    </DialogFrame>
  );
}

const textOrSize = (bytes: Uint8Array): string => {
  const value = readValue(bytes);
  return value.kind === 'text' ? value.text : `(${formatBytes(bytes.length)} that are not text)`;
};
