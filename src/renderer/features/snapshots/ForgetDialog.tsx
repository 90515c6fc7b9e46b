import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import type { CataloguedSnapshot } from '../../../contract/snapshots.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useConfirm } from '../../parts/use-confirm.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { fileName } from '../../state/recent-files.ts';
import { useRefreshCatalogue, useSnapshotCatalogue } from '../../state/snapshots.ts';
import { showToast } from '../../state/toasts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { mono } from '../../ui/tokens.ts';

/** Whether a file is the newest of its cluster that is known to be whole, of a list newest first. */
function isLastVerified(known: readonly CataloguedSnapshot[], file: string): boolean {
  const isWhole = ({ isThere, checked }: CataloguedSnapshot): boolean => isThere !== false && checked?.verdict === 'ok';
  const own = known.find((each) => each.file === file);
  return own !== undefined && known.find((each) => each.clusterId === own.clusterId && isWhole(each)) === own;
}

/** What core refuses, said before it is asked. */
const lastVerified: Failure = { code: 'LastVerified', message: '', retry: false };

/** Asks before a snapshot is taken out of the catalogue, or deleted. */
export function ForgetDialog(props: {
  readonly file: string;
  readonly deletesFile: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { file, isOpen, onClose } = props;
  const api = useApi();
  const { state } = useConnection();
  const known = useSnapshotCatalogue(state.clusterId).data?.snapshots ?? [];
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
      // What is listed may be old.
      void refresh();
      return failureOf(error);
    }
    showToast({ tone: 'neutral', text: deletesFile ? `Deleted ${name}.` : `Forgot ${name}; the file stays.` });
    onClose();
    void refresh();
    return null;
  });
  const isLast = isLastVerified(known, file);
  const refused = isLast ? lastVerified : failure;
  return (
    <ConfirmDialog
      title={deletesFile ? `Delete ${name}?` : `Forget ${name}?`}
      confirm={deletesFile ? 'Delete file' : 'Forget'}
      isOpen={isOpen}
      isBusy={isBusy || isLast}
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
        {refused === null ? null : <FailureView failure={refused} layout="inline" />}
      </Box>
    </ConfirmDialog>
  );
}
