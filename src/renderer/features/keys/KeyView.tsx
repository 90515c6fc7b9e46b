import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { FailureView } from '../../app/FailureView.tsx';
import { isEditable } from '../../app/values/read-value.ts';
import { ValueView } from '../../app/values/ValueView.tsx';
import { escapeBytes } from '../../ui/byte-text.ts';
import { CodeEditor } from '../../ui/CodeEditor.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { nameOfTab } from './desk-state.ts';
import { KeyNotices } from './KeyNotices.tsx';
import { KeyToolbar } from './KeyToolbar.tsx';
import type { KeyActs } from './key-acts.ts';
import type { KeyDialog } from './key-dialogs.ts';
import type { KeysDesk } from './keys-desk.ts';
import { OneMemberOffer } from './OneMemberOffer.tsx';
import { type OpenKey, shownText, showsBytes } from './open-key.ts';

interface KeyViewProps {
  readonly desk: KeysDesk;
  readonly acts: KeyActs;
  readonly open: OpenKey;
  readonly onDialog: (dialog: KeyDialog) => void;
}

/** The key in front: what can be done with it, what has happened to it, its value. */
export function KeyView({ desk, acts, open, onDialog }: KeyViewProps) {
  return (
    <Box
      role="tabpanel"
      aria-label={escapeBytes(open.key).text}
      sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}
    >
      <KeyToolbar desk={desk} acts={acts} open={open} onDialog={onDialog} />
      <KeyNotices desk={desk} acts={acts} open={open} onDialog={onDialog} />
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <Value desk={desk} open={open} onDialog={onDialog} />
      </Box>
    </Box>
  );
}

function Value({ desk, open, onDialog }: Omit<KeyViewProps, 'acts'>) {
  const { base, draft, failure } = open;
  const name = nameOfTab(open);
  if (open.phase === 'failed' && failure !== null) {
    return (
      <FailureView failure={failure} onRetry={() => desk.refresh()} actions={<OneMemberOffer failure={failure} />} />
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
  const documentId = `key/${name}`;
  if (base !== null && (showsBytes(open) || (draft === null && !isEditable(base)))) {
    return <ValueView read={base} label={label} documentId={documentId} />;
  }
  return (
    <CodeEditor
      documentId={documentId}
      text={shownText(open)}
      language={base?.value.language ?? 'plaintext'}
      label={label}
      onChange={(changed) => desk.edit(name, changed)}
    />
  );
}
