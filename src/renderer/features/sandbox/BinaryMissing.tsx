import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { useSettings } from '../../state/settings.tsx';
import { showToast } from '../../state/toasts.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { FailureState } from '../../ui/FailureState.tsx';

/** No etcd on this machine: what was looked for, the command that gets one, and how to name one. */
export function BinaryMissing(props: {
  readonly reason: string;
  /** The command that gets one. */
  readonly install: string | null;
  readonly onChanged: () => void;
}) {
  const { reason, install, onChanged } = props;
  const pickFile = usePickFile();
  const { settings, save } = useSettings();
  const choose = async (): Promise<void> => {
    try {
      const file = await pickFile({
        purpose: 'open',
        title: 'Choose the etcd program',
        suggested: settings.etcdBinary,
      });
      if (file === null) return;
      await save({ etcdBinary: file });
      onChanged();
    } catch (error) {
      showToast({ tone: 'bad', text: 'The path was not saved.', detail: failureOf(error).message }, null);
    }
  };
  return (
    <>
      <FailureState
        layout="inline"
        title="A sandbox needs etcd, and none was found."
        action={
          install === null
            ? `${reason} Put one there and look again, or choose the program.`
            : `${reason} Get it with this command and look again, or choose the program.`
        }
        actions={
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button onClick={() => void choose()}>Choose etcd</Button>
            <Button onClick={onChanged}>Look again</Button>
          </Box>
        }
      />
      {install === null ? null : (
        <Box sx={{ mt: 1.5 }}>
          <CommandLine label="The command" line={install} copy="Copy the command" />
        </Box>
      )}
    </>
  );
}
