import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { OneMemberOffer } from '../../../parts/source/OneMemberOffer.tsx';
import { useSource } from '../../../parts/source/source.tsx';
import { isEditable } from '../../../parts/values/read-value.ts';
import { ValueView } from '../../../parts/values/ValueView.tsx';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { CodeEditor } from '../../../ui/CodeEditor.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import type { KeyActions } from '../model/key-actions.ts';
import type { KeyDialog } from '../model/key-dialogs.ts';
import type { KeysModel } from '../model/keys-model.ts';
import { nameOfTab } from '../model/keys-state.ts';
import { type OpenKey, shownText, showsBytes } from '../model/open-key.ts';
import { KeyNotices } from './KeyNotices.tsx';
import { KeyToolbar } from './KeyToolbar.tsx';

interface KeyViewProps {
  readonly model: KeysModel;
  readonly actions: KeyActions;
  readonly open: OpenKey;
  readonly onDialog: (dialog: KeyDialog) => void;
}

/** The key in front: what can be done with it, what has happened to it, its value. */
export function KeyView({ model, actions, open, onDialog }: KeyViewProps) {
  return (
    <Box
      role="tabpanel"
      aria-label={escapeBytes(open.key).text}
      sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}
    >
      <KeyToolbar model={model} actions={actions} open={open} onDialog={onDialog} />
      <KeyNotices model={model} actions={actions} open={open} onDialog={onDialog} />
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <Value model={model} open={open} onDialog={onDialog} />
      </Box>
    </Box>
  );
}

function Value({ model, open, onDialog }: Omit<KeyViewProps, 'actions'>) {
  const { id } = useSource();
  const { base, draft, failure } = open;
  const name = nameOfTab(open);
  if (open.phase === 'failed' && failure !== null) {
    return (
      <FailureView failure={failure} onRetry={() => model.refresh()} actions={<OneMemberOffer failure={failure} />} />
    );
  }
  if (open.phase !== 'ready') return <LoadingRows label="Loading the value" rows={16} rowHeight={20} />;
  if (base === null && draft === null) {
    return (
      <EmptyState
        title="This key does not exist"
        actions={<Button onClick={() => onDialog({ kind: 'new', key: open.key })}>Create it</Button>}
      >
        It appears here when somebody writes it.
      </EmptyState>
    );
  }
  const label = `Value of ${escapeBytes(open.key).text}`;
  const documentId = `key/${id}/${name}`;
  if (base !== null && (showsBytes(open) || (draft === null && !isEditable(base)))) {
    return <ValueView read={base} label={label} documentId={documentId} />;
  }
  return (
    <CodeEditor
      documentId={documentId}
      text={shownText(open)}
      language={base?.value.language ?? 'plaintext'}
      label={label}
      onChange={(changed) => model.edit(name, changed)}
    />
  );
}
