import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useConfirm } from '../../parts/use-confirm.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { fileName } from '../../state/recent-files.ts';
import { useRefreshCatalogue } from '../../state/snapshots.ts';
import { showToast } from '../../state/toasts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { mono } from '../../ui/tokens.ts';

/** Asks before a snapshot is taken out of the catalogue, or deleted. */
export function ForgetDialog(props: {
  readonly file: string;
  readonly deletesFile: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { file, isOpen, onClose } = props;
  const api = useApi();
  const refresh = useRefreshCatalogue();
  const name = fileName(file);
  // While it closes it still says what it said.
  const [deletesFile, setDeletes] = useState(props.deletesFile);
  useEffect(() => {
    if (isOpen) setDeletes(props.deletesFile);
  }, [isOpen, props.deletesFile]);
  const { isBusy, failure, confirm } = useConfirm(async (): Promise<Failure | null> => {
    try {
      await api.snapshots.forget({ file, deletesFile });
    } catch (error) {
      return failureOf(error);
    }
    showToast({ tone: 'neutral', text: deletesFile ? `Deleted ${name}.` : `Forgot ${name}; the file stays.` });
    onClose();
    void refresh();
    return null;
  });
  return (
    <ConfirmDialog
      title={deletesFile ? `Delete ${name}?` : `Forget ${name}?`}
      confirm={deletesFile ? 'Delete file' : 'Forget'}
      isOpen={isOpen}
      isBusy={isBusy}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <div>
          {deletesFile
            ? 'The file and its description are deleted on the machine where etcdeck runs. Copies in object stores stay.'
            : 'It is taken out of the list, with what is known of it. The file stays where it is.'}
        </div>
        <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>{file}</Box>
        {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      </Box>
    </ConfirmDialog>
  );
}
