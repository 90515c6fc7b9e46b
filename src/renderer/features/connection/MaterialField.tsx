import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { PathField } from '../../parts/forms/PathField.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import type { Material } from './connection-form.ts';
import { looksLikePem } from './pem-text.ts';

interface MaterialFieldProps {
  readonly label: string;
  readonly value: Material;
  readonly onChange: (value: Material) => void;
  /** Called with pasted text; if absent, `onChange` is. */
  readonly onText?: (text: string) => void;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  readonly onBlur?: () => void;
  /** Shown as dots, for it is a secret. */
  readonly isSecret?: boolean;
  readonly placeholder?: string;
  /** Beside the way back to a file, while text is pasted. */
  readonly tool?: ReactNode;
}

const linkButton = { minHeight: 20, py: 0, px: '6px', fontSize: '0.75rem' } as const;

/** A certificate or a key: a file on the machine where core runs, or its text. PEM pasted for a path becomes text. */
export function MaterialField({ label, value, onChange, onText, tool, ...rest }: MaterialFieldProps) {
  const { isSecret = false, placeholder = '', ...note } = rest;
  const setText = onText ?? ((text: string) => onChange({ ...value, source: 'text', text }));
  if (value.source === 'text') {
    return (
      <TextArea
        label={label}
        value={value.text}
        rows={4}
        isSecret={isSecret}
        placeholder={placeholder}
        onChange={setText}
        tool={
          <>
            {tool}
            <Button
              variant="text"
              aria-label={`Use a file for ${label}`}
              sx={linkButton}
              onClick={() => onChange({ ...value, source: 'file' })}
            >
              Use a file
            </Button>
          </>
        }
        {...note}
      />
    );
  }
  return (
    <PathField
      label={label}
      value={value.file}
      onChange={(file) => onChange({ ...value, file })}
      tool={
        <Button
          variant="text"
          aria-label={`Paste ${label}`}
          sx={linkButton}
          onClick={() => onChange({ ...value, source: 'text' })}
        >
          Paste
        </Button>
      }
      onPaste={(event) => {
        const text = event.clipboardData.getData('text');
        if (!looksLikePem(text)) return;
        event.preventDefault();
        setText(text);
      }}
      {...note}
    />
  );
}
