import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { StartHeader } from '../features/start/StartHeader.tsx';
import { useOpenFile } from '../features/start/use-open-file.ts';
import { FailureView } from '../parts/failures/FailureView.tsx';
import { openingFile } from '../parts/source/opening-file.ts';
import { ReadingFile } from '../parts/source/ReadingFile.tsx';
import { FileSource } from '../parts/source/source.tsx';
import { useApi } from '../state/api.tsx';
import { fileName } from '../state/recent-files.ts';
import { goTo } from '../state/route.ts';
import type { FilePlace } from '../state/screens.ts';
import { useHost } from '../state/settings.tsx';
import { useStream } from '../state/use-stream.ts';
import { useWindowTitle } from '../state/window-title.ts';
import { FileWorkbench } from './FileWorkbench.tsx';

const leave = (): void => goTo({ screen: 'start' });

/** Opens the file that the address names, and holds it as long as it is shown. */
export function FileGate({ file, place }: { readonly file: string; readonly place: FilePlace }) {
  const api = useApi();
  const opening = useStream({ key: file, open: (signal) => openingFile(api, file, signal) });
  const opened = opening.value?.step.kind === 'opened' ? { ...opening.value, ...opening.value.step } : null;
  useWindowTitle(fileName(file));

  // What was opened stays to be read where core is gone, which the window says.
  const isKept = opened !== null && opening.failure?.code === 'BackendClosed';
  if (opening.phase === 'failed' && opening.failure !== null && !isKept) {
    return (
      <BareFile text={file}>
        <FailureView
          failure={opening.failure}
          onRetry={opening.restart}
          actions={<WaysOut file={file} onAgain={opening.restart} />}
        />
      </BareFile>
    );
  }
  if (opened === null) {
    // A large one takes seconds, and the desktop window has no way back of its own.
    return (
      <BareFile text={`Opening ${file}`} action={<Button onClick={leave}>Cancel</Button>}>
        <ReadingFile label={`Opening ${fileName(file)}`} step={opening.value?.step ?? null} />
      </BareFile>
    );
  }
  return (
    <FileSource keys={opened.keys} origin={opened.origin}>
      <FileWorkbench place={place} file={opened.keys} origin={opened.origin} />
    </FileSource>
  );
}

function WaysOut({ file, onAgain }: { readonly file: string; readonly onAgain: () => void }) {
  const openFile = useOpenFile();
  const choose = async (): Promise<void> => {
    // The address stays for the same one, which may have been mended.
    if ((await openFile()) === file) onAgain();
  };
  return (
    <>
      <Button onClick={() => void choose()}>Choose another file…</Button>
      <Button onClick={leave}>Go to the start screen</Button>
    </>
  );
}

/** The window while the workbench of its file is not shown: what belongs to the window, and the name of the file. */
function BareFile(props: { readonly text: string; readonly action?: ReactNode; readonly children: ReactNode }) {
  const { version } = useHost();
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <StartHeader version={version} />
      <Box component="main" sx={{ flex: 1, minHeight: 0, overflow: 'auto' }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, p: '8px 14px', minHeight: 44 }}>
          <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{props.text}</Box>
          {props.action}
        </Box>
        {props.children}
      </Box>
    </Box>
  );
}
