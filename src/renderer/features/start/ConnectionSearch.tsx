import Box from '@mui/material/Box';
import type { KeyboardEvent, Ref } from 'react';
import { Field } from '../../ui/Field.tsx';
import { formatCount } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { color } from '../../ui/tokens.ts';

interface ConnectionSearchProps {
  readonly text: string;
  readonly inputRef: Ref<HTMLInputElement>;
  /** How many match; `null` where nothing is searched. */
  readonly found: number | null;
  readonly of: number;
  readonly onChange: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** The search for one of many connections, and what its keys do. */
export function ConnectionSearch({ text, inputRef, found, of, onChange, onKeyDown }: ConnectionSearchProps) {
  return (
    <Box>
      <Field
        label="Search the connections"
        isLabelHidden
        placeholder="Search by name, endpoint or tag"
        value={text}
        inputRef={inputRef}
        onChange={onChange}
        onKeyDown={onKeyDown}
        end={<KeyHint shortcut="/" />}
      />
      <Box sx={{ display: 'flex', gap: 2, mt: '6px', color: color.muted, fontSize: '0.75rem', minHeight: '1.25rem' }}>
        <Box role="status" sx={{ flex: 1 }}>
          {found === null ? null : `${formatCount(found)} of ${formatCount(of)} connections`}
        </Box>
        <Box component="span" aria-hidden sx={{ display: 'flex', gap: '6px' }}>
          <KeyHint shortcut="Enter" /> opens <KeyHint shortcut="Mod+Enter" /> in a new window
        </Box>
      </Box>
    </Box>
  );
}
