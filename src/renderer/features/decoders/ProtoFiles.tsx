import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import IconButton from '@mui/material/IconButton';
import { useId } from 'react';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { showToast } from '../../state/toasts.ts';
import { BreakableName } from '../../ui/BreakableName.tsx';
import { CloseIcon } from '../../ui/icons.tsx';
import { mono } from '../../ui/tokens.ts';

/** The `.proto` files of a decoder, on the machine where core runs. */
export function ProtoFiles(props: {
  readonly files: readonly string[];
  readonly onChange: (files: readonly string[]) => void;
  readonly error: string | null;
  /** Reads the files again, which may have been corrected meanwhile. */
  readonly onReadAgain: () => void;
}) {
  const { files, onChange, error, onReadAgain } = props;
  const id = useId();
  const pickFile = usePickFile();
  const add = async (): Promise<void> => {
    try {
      const file = await pickFile({ purpose: 'open', title: 'Add a .proto file', suggested: files.at(-1) ?? null });
      if (file !== null && !files.includes(file)) onChange([...files, file]);
    } catch (caught) {
      showToast({ tone: 'bad', text: 'The file dialog did not open.', detail: failureOf(caught).message }, null);
    }
  };
  return (
    <Box role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-note`}>
      <FormLabel id={`${id}-label`} component="div" sx={{ mb: '4px' }} error={error !== null}>
        Files
      </FormLabel>
      {files.length === 0 ? null : (
        <Box component="ul" aria-label="Files" sx={{ listStyle: 'none', m: 0, p: 0, mb: 1 }}>
          {files.map((file) => (
            <Box component="li" key={file} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
              <Box sx={{ ...mono, flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
                <BreakableName name={file} />
              </Box>
              <IconButton aria-label={`Take out ${file}`} onClick={() => onChange(files.filter((one) => one !== file))}>
                <CloseIcon size={14} />
              </IconButton>
            </Box>
          ))}
        </Box>
      )}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button onClick={() => void add()}>Add a file…</Button>
        {error === null || files.length === 0 ? null : <Button onClick={onReadAgain}>Read the files again</Button>}
      </Box>
      <FormHelperText id={`${id}-note`} error={error !== null} sx={{ overflowWrap: 'anywhere' }}>
        {error ?? 'With every file that they import, but for those that come with protobuf (google/protobuf).'}
      </FormHelperText>
    </Box>
  );
}
