import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type ReactNode, useEffect, useMemo } from 'react';
import { bundleKeys } from '../../contract/key-source.ts';
import { FailureView } from '../parts/failures/FailureView.tsx';
import { FileSource } from '../parts/source/source.tsx';
import { useApi } from '../state/api.tsx';
import { fileName, useNoteFile } from '../state/recent-files.ts';
import { goTo } from '../state/route.ts';
import type { FilePlace } from '../state/screens.ts';
import { useStream } from '../state/use-stream.ts';
import { LoadingRows } from '../ui/LoadingState.tsx';
import { FileWorkbench } from './FileWorkbench.tsx';

const leave = (): void => goTo({ screen: 'start' });

/** Opens the file that the address names, and holds it as long as it is shown. */
export function FileGate({ file, place }: { readonly file: string; readonly place: FilePlace }) {
  const api = useApi();
  const note = useNoteFile();
  const keys = useMemo(() => bundleKeys(file), [file]);
  const opening = useStream({ key: file, open: (signal) => api.sources.open({ source: keys }, { signal }) });
  const origin = opening.value?.origin ?? null;
  const isOpen = origin !== null;
  useEffect(() => {
    if (isOpen) note.opened(file);
  }, [isOpen, note, file]);
  useEffect(() => {
    document.title = `${fileName(file)} – etcdeck`;
    return () => {
      document.title = 'etcdeck';
    };
  }, [file]);

  if (opening.phase === 'failed' && opening.failure !== null) {
    return (
      <>
        <FileLine text={file} />
        <FailureView
          failure={opening.failure}
          onRetry={opening.restart}
          actions={<Button onClick={leave}>Go to the start screen</Button>}
        />
      </>
    );
  }
  if (origin === null) {
    // A large one takes seconds, and the desktop window has no way back of its own.
    return (
      <>
        <FileLine text={`Opening ${file}`} action={<Button onClick={leave}>Cancel</Button>} />
        <LoadingRows label={`Opening ${fileName(file)}`} rows={14} />
      </>
    );
  }
  return (
    <FileSource keys={keys} origin={origin}>
      <FileWorkbench place={place} file={file} dataTime={origin.dataTime} />
    </FileSource>
  );
}

/** Names the file where its workbench is not shown. */
function FileLine({ text, action = null }: { readonly text: string; readonly action?: ReactNode }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, p: '8px 14px', minHeight: 44 }}>
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{text}</Box>
      {action}
    </Box>
  );
}
