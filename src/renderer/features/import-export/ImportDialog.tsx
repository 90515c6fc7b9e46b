import Button from '@mui/material/Button';
import { useState } from 'react';
import { ExportPreviewDialog } from './ExportPreviewDialog.tsx';
import { ImportedDialog } from './ImportedDialog.tsx';
import { ImportSourceDialog, type SourceText } from './ImportSourceDialog.tsx';
import type { Read } from './read-source.ts';

/** From where, then what was understood, then saved: nothing is saved that was not shown. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [source, setSource] = useState<SourceText>({ text: '', path: '', host: '' });
  const [read, setRead] = useState<Read | null>(null);
  const back = <Button onClick={() => setRead(null)}>Back</Button>;
  if (read === null) {
    return <ImportSourceDialog source={source} onSource={setSource} onRead={setRead} onClose={onClose} />;
  }
  if (read.kind === 'export') {
    return <ExportPreviewDialog text={read.text} preview={read.preview} back={back} onClose={onClose} />;
  }
  return <ImportedDialog imported={read.imported} back={back} onClose={onClose} />;
}
