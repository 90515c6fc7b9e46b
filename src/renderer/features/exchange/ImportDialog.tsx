import Button from '@mui/material/Button';
import { useState } from 'react';
import type { ConnectionImport, ExportPreview } from '../../../contract/connections.ts';
import { ExportPreviewDialog } from './ExportPreviewDialog.tsx';
import { ImportedDialog } from './ImportedDialog.tsx';
import { ImportSourceDialog, type SourceText } from './ImportSourceDialog.tsx';

/** What was read: one connection of another tool's, or an export of etcdeck's own. */
export type Read =
  | { readonly kind: 'connection'; readonly imported: ConnectionImport }
  | { readonly kind: 'export'; readonly text: string; readonly preview: ExportPreview };

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
