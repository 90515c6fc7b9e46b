import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { absenceWords } from '../../../parts/source/coverage-words.ts';
import { latestWords } from '../../../parts/source/latest-words.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { CodecPicker } from '../../../parts/values/CodecPicker.tsx';
import { ValueNotes } from '../../../parts/values/ValueNotes.tsx';
import { ValueView } from '../../../parts/values/ValueView.tsx';
import { escapeBytes, toHex } from '../../../ui/byte-text.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatCount } from '../../../ui/format.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import type { KeyDialog } from '../model/key-dialogs.ts';
import { CopyMenu } from '../naming/CopyMenu.tsx';
import { KeyBar } from './KeyBar.tsx';
import type { PastKey } from './use-past-key.ts';

/** The key in front at a past revision or in a file, to read, to compare and to put back. */
export function PastKeyView(props: {
  readonly keyBytes: Uint8Array;
  /** `null`: it is of a file, at its last one. */
  readonly revision: number | null;
  readonly past: PastKey;
  readonly onDialog: (dialog: KeyDialog) => void;
}) {
  const { keyBytes: key, past, onDialog } = props;
  const { read, reading, onReading } = past;
  const source = useSource();
  return (
    <Box
      role="tabpanel"
      aria-label={escapeBytes(key).text}
      sx={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}
    >
      <KeyBar keyBytes={key}>
        {read === null ? null : (
          <CodecPicker value={read.value} onCodec={(codec) => onReading({ ...reading, codec })} />
        )}
        <CopyMenu keyBytes={key} read={read} />
        {read === null || props.revision === null ? null : (
          <Button
            onClick={() =>
              onDialog({
                kind: 'states',
                key,
                before: { kind: 'put', entry: read.entry },
                after: null,
                reveal: reading.reveal,
              })
            }
          >
            Compare with {latestWords(source)}
          </Button>
        )}
        {read === null ? null : (
          <Button
            variant="contained"
            onClick={() =>
              onDialog(
                source.connection === null
                  ? { kind: 'put-back-keys', chosen: { kind: 'keys', keys: [key] } }
                  : { kind: 'put-back', entry: read.entry },
              )
            }
          >
            Put back…
          </Button>
        )}
      </KeyBar>
      {read === null ? null : (
        <ValueNotes read={read} reading={reading} onReading={(changes) => onReading({ ...reading, ...changes })} />
      )}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <PastValue keyBytes={key} revision={props.revision} past={past} />
      </Box>
    </Box>
  );
}

function PastValue(props: { readonly keyBytes: Uint8Array; readonly revision: number | null; readonly past: PastKey }) {
  const { id, origin } = useSource();
  const { keyBytes, revision, past } = props;
  const { read } = past;
  if (past.failure !== null) return <FailureView failure={past.failure} onRetry={past.onRetry} />;
  if (past.isReading) return <LoadingRows label="Loading the value" rows={16} rowHeight={20} />;
  if (read === null && revision === null) {
    const { title, text } = absenceWords(origin.coverage, keyBytes);
    return <EmptyState title={title}>{text ?? undefined}</EmptyState>;
  }
  if (read === null) {
    return (
      <EmptyState title={`This key did not exist at revision ${formatCount(revision ?? 0)}`}>
        It was created later, or deleted before.
      </EmptyState>
    );
  }
  return (
    <ValueView
      read={read}
      label={`Value of ${escapeBytes(keyBytes).text}`}
      documentId={`past/${id}/${toHex(keyBytes)}/${read.entry.modRevision}`}
    />
  );
}
