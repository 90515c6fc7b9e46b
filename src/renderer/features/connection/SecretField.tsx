import Button from '@mui/material/Button';
import { Field } from '../../ui/Field.tsx';

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (secret: string) => void;
  /** One is stored, and stays unless another is typed. */
  readonly isKept: boolean;
  readonly isForgotten: boolean;
  readonly onForget: (forgets: boolean) => void;
  readonly hint?: string;
  readonly error?: string | null;
}

/** A secret: typed, never shown again. A stored one can be kept, replaced or forgotten. */
export function SecretField({ isKept, isForgotten, onForget, hint, ...field }: SecretFieldProps) {
  const note = !isKept
    ? hint
    : isForgotten
      ? 'The stored one is removed when you save.'
      : 'One is stored. Leave this empty to keep it.';
  return (
    <Field
      {...field}
      type="password"
      hint={note}
      placeholder={isKept && !isForgotten ? '••••••••' : ''}
      end={
        isKept ? (
          <Button
            variant="text"
            aria-label={
              isForgotten
                ? `Keep the stored ${field.label.toLowerCase()}`
                : `Forget the stored ${field.label.toLowerCase()}`
            }
            sx={{ mr: -1.5, minHeight: 24, py: 0 }}
            onClick={() => onForget(!isForgotten)}
          >
            {isForgotten ? 'Keep' : 'Forget'}
          </Button>
        ) : null
      }
    />
  );
}
