import type { KeySource } from '../../../contract/key-source.ts';
import type { PlanRequest } from '../../state/plans.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { DeleteKeyDialog } from './DeleteKeyDialog.tsx';
import { PutBackDialog } from './history/PutBackDialog.tsx';
import { StatesDialog } from './history/StatesDialog.tsx';
import type { KeyActs } from './key-acts.ts';
import type { KeyDialog } from './key-dialogs.ts';
import type { KeysDesk } from './keys-desk.ts';
import { NewKeyDialog } from './NewKeyDialog.tsx';
import { CopyKeysDialog } from './prefix-acts/CopyKeysDialog.tsx';
import { ExportKeysDialog } from './prefix-acts/ExportKeysDialog.tsx';
import { ImportKeysDialog } from './prefix-acts/ImportKeysDialog.tsx';
import { PutBackKeysDialog } from './prefix-acts/PutBackKeysDialog.tsx';
import { ReplacedDialog } from './ReplacedDialog.tsx';
import { SaveDialog } from './SaveDialog.tsx';

/** Whichever dialog is open. */
export function KeyDialogs(props: {
  readonly dialog: KeyDialog | null;
  readonly desk: KeysDesk;
  readonly acts: KeyActs;
  /** The moment that the screen shows: what keys are copied, exported and put back from. */
  readonly source: KeySource;
  readonly onPlan: (plan: PlanRequest) => void;
  readonly onClose: () => void;
  readonly onDialog: (dialog: KeyDialog) => void;
}) {
  const { dialog, desk, acts, source, onPlan, onClose, onDialog } = props;
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'new':
      return (
        <NewKeyDialog
          prefix={dialog.key}
          acts={acts}
          onClose={onClose}
          onOpen={(key) => {
            onClose();
            desk.open(key);
          }}
        />
      );
    case 'delete':
      return <DeleteKeyDialog keyBytes={dialog.key} acts={acts} onClose={onClose} />;
    case 'states':
      return <StatesDialog states={dialog} onDialog={onDialog} onClose={onClose} />;
    case 'put-back':
      return <PutBackDialog entry={dialog.entry} acts={acts} onClose={onClose} />;
    case 'copy-keys':
      return <CopyKeysDialog chosen={dialog.chosen} source={source} onPlan={onPlan} onClose={onClose} />;
    case 'export-keys':
      return <ExportKeysDialog chosen={dialog.chosen} source={source} onClose={onClose} />;
    case 'put-back-keys':
      return <PutBackKeysDialog chosen={dialog.chosen} source={source} onPlan={onPlan} onClose={onClose} />;
    case 'import-keys':
      return <ImportKeysDialog onPlan={onPlan} onClose={onClose} />;
  }
  const { name } = dialog;
  const open = desk.tab(name);
  if (open === undefined) return null;
  switch (dialog.kind) {
    case 'save':
      return (
        <SaveDialog
          open={open}
          save={dialog.save}
          onSave={(lease) => acts.save(name, dialog.save, lease)}
          onCompare={() => onDialog({ kind: 'conflict', name })}
          onClose={onClose}
        />
      );
    case 'conflict':
      return (
        <ConflictDialog
          open={open}
          onMerge={() => {
            desk.merge(name);
            onClose();
          }}
          onDiscard={() => {
            desk.discard(name);
            onClose();
          }}
          onOverwrite={() => acts.overwrite(name)}
          onClose={onClose}
        />
      );
    case 'replaced':
      return <ReplacedDialog open={open} onClose={onClose} />;
    case 'close':
      return (
        <ConfirmDialog
          isOpen
          title="Discard your edit?"
          confirm="Discard edit"
          onClose={onClose}
          onConfirm={() => {
            desk.close(name);
            onClose();
          }}
        >
          {escapeBytes(open.key).text} was edited and not saved.
        </ConfirmDialog>
      );
  }
}
