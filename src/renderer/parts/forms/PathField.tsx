import Button from '@mui/material/Button';
import type { ClipboardEvent, ReactNode } from 'react';
import type { FilePurpose } from '../../../contract/files.ts';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { showToast } from '../../state/toasts.ts';
import { Field } from '../../ui/Field.tsx';

interface PathFieldProps {
  readonly label: string;
  /** What is browsed for: a file where it is not given. */
  readonly purpose?: FilePurpose;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  readonly isDisabled?: boolean;
  readonly onBlur?: () => void;
  readonly onPaste?: (event: ClipboardEvent<HTMLElement>) => void;
  /** Stands before *Browse*. */
  readonly tool?: ReactNode;
}

/** A path on the machine where core runs: typed, pasted or browsed for. */
export function PathField({ label, purpose = 'open', value, onChange, tool, ...rest }: PathFieldProps) {
  const pickFile = usePickFile();
  const browse = async (): Promise<void> => {
    try {
      const file = await pickFile({ purpose, title: label, suggested: value === '' ? null : value });
      if (file !== null) onChange(file);
    } catch (error) {
      showToast({ tone: 'bad', text: 'The file dialog did not open.', detail: failureOf(error).message }, null);
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
        <>
          {tool}
          <Button
            variant="text"
            aria-label={`Browse for ${label}`}
            sx={{ mr: -1.5, minHeight: 24, py: 0, px: '8px', fontSize: '0.75rem' }}
            onClick={() => void browse()}
          >
            Browse
          </Button>
        </>
      }
    />
  );
}
