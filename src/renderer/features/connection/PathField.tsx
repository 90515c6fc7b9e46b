import Button from '@mui/material/Button';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { showToast } from '../../state/toasts.ts';
import { Field } from '../../ui/Field.tsx';

interface PathFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly hint?: string;
  readonly error?: string | null;
  readonly onBlur?: () => void;
}

/** A path on the machine where core runs: typed, pasted or browsed for. */
export function PathField({ label, value, onChange, ...rest }: PathFieldProps) {
  const pickFile = usePickFile();
  const browse = async (): Promise<void> => {
    try {
      const file = await pickFile({ purpose: 'open', title: label, suggested: value === '' ? null : value });
      if (file !== null) onChange(file);
    } catch (error) {
      showToast({ tone: 'bad', text: 'The file dialog did not open.', detail: failureOf(error).message });
    }
  };
  return (
    <Field
      label={label}
      value={value}
      onChange={onChange}
      isMono
      {...rest}
      end={
        <Button
          variant="text"
          aria-label={`Browse for ${label}`}
          sx={{ mr: -1.5, minHeight: 24, py: 0 }}
          onClick={() => void browse()}
        >
          Browse
        </Button>
      }
    />
  );
}
