import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { FailureView } from '../../app/FailureView.tsx';
import { escapeBytes } from '../../ui/byte-text.ts';
import { CodeEditor } from '../../ui/CodeEditor.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { HexView } from '../../ui/HexView.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { languageOf, readValue } from '../../ui/value-text.ts';
import { KeyNotices } from './KeyNotices.tsx';
import { KeyToolbar } from './KeyToolbar.tsx';
import type { KeyActs } from './key-acts.ts';
import type { KeyDialog } from './key-dialogs.ts';
import { type KeysDesk, nameOfTab } from './keys-desk.ts';
import { type OpenKey, shownText } from './open-key.ts';

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
  const name = nameOfTab(open);
  if (open.phase === 'failed' && open.failure !== null) {
    return <FailureView failure={open.failure} onRetry={() => void desk.read(name)} />;
  }
  if (open.phase !== 'ready') return <LoadingRows label="Loading the value" rows={16} rowHeight={20} />;
  if (open.base === null && open.draft === null) {
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
  const text = shownText(open);
  if (text === null) return <HexView bytes={open.base?.value ?? new Uint8Array()} label={label} />;
  return (
    <CodeEditor
      documentId={`key/${name}`}
      text={text}
      language={languageFor(open)}
      label={label}
      onChange={(changed) => desk.edit(name, changed)}
    />
  );
}

/** The value as it is stored decides: half-typed JSON is still JSON. */
const languageFor = (open: OpenKey) => {
  const value = open.base === null ? null : readValue(open.base.value);
  const stored = value?.kind === 'text' ? value.language : 'plaintext';
  return stored === 'plaintext' && open.draft !== null ? languageOf(open.draft) : stored;
};
