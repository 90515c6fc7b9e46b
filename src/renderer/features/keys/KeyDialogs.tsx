import type { KeySource } from '../../../contract/key-source.ts';
import { ConflictDialog } from '../../parts/editing/ConflictDialog.tsx';
import { PutBackKeysDialog } from '../../parts/put-back/PutBackKeysDialog.tsx';
import { useSource } from '../../parts/source/source.tsx';
import type { PlanRequest } from '../../state/plans.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { PutBackDialog } from './history/PutBackDialog.tsx';
import { PutStateBack } from './history/PutStateBack.tsx';
import { StatesDialog } from './history/StatesDialog.tsx';
import { putBackChoice } from './model/chosen-keys.ts';
import type { KeyActions } from './model/key-actions.ts';
import type { KeyDialog } from './model/key-dialogs.ts';
import type { KeysModel } from './model/keys-model.ts';
import { KeyName } from './naming/KeyName.tsx';
import { CopyKeysDialog } from './prefix-actions/CopyKeysDialog.tsx';
import { ExportKeysDialog } from './prefix-actions/ExportKeysDialog.tsx';
import { ImportKeysDialog } from './prefix-actions/ImportKeysDialog.tsx';
import { DeleteKeyDialog } from './writing/DeleteKeyDialog.tsx';
import { NewKeyDialog } from './writing/NewKeyDialog.tsx';
import { ReplacedDialog } from './writing/ReplacedDialog.tsx';
import { SaveDialog } from './writing/SaveDialog.tsx';

/** Whichever dialog is open. */
export function KeyDialogs(props: {
  readonly dialog: KeyDialog | null;
  readonly model: KeysModel;
  readonly actions: KeyActions;
  /** The moment that the screen shows: what keys are copied, exported and put back from. */
  readonly source: KeySource;
  readonly onPlan: (plan: PlanRequest) => void;
  readonly onClose: () => void;
  readonly onDialog: (dialog: KeyDialog) => void;
}) {
  const { dialog, model, actions, source, onPlan, onClose, onDialog } = props;
  const { connection, choice } = useSource();
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'new':
      return (
        <NewKeyDialog
          prefix={dialog.key}
          actions={actions}
          onClose={onClose}
          onOpen={(key) => {
            onClose();
            model.open(key);
          }}
        />
      );
    case 'delete':
      return <DeleteKeyDialog keyBytes={dialog.key} actions={actions} onClose={onClose} />;
    case 'states':
      return <StatesDialog states={dialog} onDialog={onDialog} onClose={onClose} />;
    case 'put-back':
      return connection === null ? (
        <PutStateBack entry={dialog.entry} source={source} onPlan={onPlan} onClose={onClose} />
      ) : (
        <PutBackDialog entry={dialog.entry} actions={actions} onClose={onClose} />
      );
    case 'copy-keys':
      return <CopyKeysDialog chosen={dialog.chosen} source={source} onPlan={onPlan} onClose={onClose} />;
    case 'export-keys':
      return <ExportKeysDialog chosen={dialog.chosen} source={source} onClose={onClose} />;
    case 'put-back-keys':
      return (
        <PutBackKeysDialog
          chosen={putBackChoice(dialog.chosen)}
          source={source}
          gap={choice.gap}
          onPlan={onPlan}
          onClose={onClose}
        />
      );
    case 'import-keys':
      return <ImportKeysDialog onPlan={onPlan} onClose={onClose} />;
  }
  const { name } = dialog;
  const open = model.tab(name);
  if (open === undefined) return null;
  switch (dialog.kind) {
    case 'save':
      return (
        <SaveDialog
          open={open}
          save={dialog.save}
          onSave={(lease) => actions.save(name, dialog.save, lease)}
          onCompare={() => onDialog({ kind: 'conflict', name })}
          onClose={onClose}
        />
      );
    case 'conflict':
      return (
        <ConflictDialog
          what="The key"
          name={<KeyName bytes={open.key} />}
          edit={open}
          isSaving={open.isSaving}
          onMerge={() => {
            model.merge(name);
            onClose();
          }}
          onDiscard={() => {
            model.discard(name);
            onClose();
          }}
          onOverwrite={() => actions.overwrite(name)}
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
            model.close(name);
            onClose();
          }}
        >
          {escapeBytes(open.key).text} was edited and not saved.
        </ConfirmDialog>
      );
  }
}
