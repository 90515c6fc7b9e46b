import Button from '@mui/material/Button';
import { ValueDiff } from '../../../parts/values/ValueDiff.tsx';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { formatCount } from '../../../ui/format.ts';
import type { OpenKey } from '../model/open-key.ts';
import { KeyName } from '../naming/KeyName.tsx';

/** Shows what another client changed in the open key. */
export function ReplacedDialog({ open, onClose }: { readonly open: OpenKey; readonly onClose: () => void }) {
  const { base, replaced } = open;
  if (base === null || replaced === null) return null;
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
      <ValueDiff
        label="Before and now"
        beforeTitle={`Before, revision ${formatCount(replaced.before.entry.modRevision)}`}
        afterTitle={`Now, revision ${formatCount(base.entry.modRevision)}`}
        before={replaced.before}
        after={base}
        height="min(420px, 56vh)"
      />
    </DialogFrame>
  );
}
