import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { type RefObject, useState } from 'react';
import { escapeBytes, unescapeBytes } from '../../ui/byte-text.ts';
import { Field } from '../../ui/Field.tsx';
import { CloseIcon } from '../../ui/icons.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';

/** Goes to a prefix without walking there: one read of its level. */
export function PrefixField(props: {
  readonly prefix: Uint8Array;
  readonly onJump: (prefix: Uint8Array) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}) {
  const { prefix, onJump } = props;
  const shown = escapeBytes(prefix).text;
  const [text, setText] = useState(shown);
  const [shownBefore, setShownBefore] = useState(shown);
  if (shown !== shownBefore) {
    setShownBefore(shown);
    setText(shown);
  }
  const [error, setError] = useState<string | null>(null);
  const clear = (): void => onJump(new Uint8Array());
  const submit = (): void => {
    const bytes = unescapeBytes(text);
    if (bytes === null) setError('Write a backslash as \\\\, and a byte as \\xNN.');
    else onJump(bytes);
  };
  return (
    <Box
      component="form"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text === '') return;
        event.preventDefault();
        if (shown !== '') clear();
        setText('');
      }}
    >
      <Field
        label="Jump to a prefix"
        isLabelHidden
        isMono
        placeholder="Jump to a prefix"
        value={text}
        error={error}
        onChange={(value) => {
          setText(value);
          setError(null);
        }}
        inputRef={props.inputRef}
        end={
          text === '' ? (
            <KeyHint shortcut="/" />
          ) : (
            <IconButton
              aria-label="Clear the prefix"
              onClick={() => {
                setText('');
                if (shown !== '') clear();
              }}
            >
              <CloseIcon size={14} />
            </IconButton>
          )
        }
      />
    </Box>
  );
}
