import Box from '@mui/material/Box';
import { useState } from 'react';
import { Field } from '../../ui/Field.tsx';
import { formatCount } from '../../ui/format.ts';

/** The revision that the objects are read at; empty is now. */
export function MomentField(props: {
  readonly revision: number | null;
  readonly onRevision: (revision: number | null) => void;
}) {
  const shown = props.revision === null ? '' : formatCount(props.revision);
  const [text, setText] = useState(shown);
  const [shownBefore, setShownBefore] = useState(shown);
  if (shown !== shownBefore) {
    setShownBefore(shown);
    setText(shown);
  }
  const digits = text.replaceAll(/[,\s]/g, '');
  const revision = digits === '' ? null : Number(digits);
  const isRevision = revision === null || (Number.isSafeInteger(revision) && revision > 0);
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isRevision) props.onRevision(revision);
      }}
      sx={{ width: 130 }}
    >
      <Field
        label="Revision"
        isLabelHidden
        isMono
        placeholder="revision: now"
        value={text}
        error={isRevision ? null : 'A whole number from 1 on.'}
        onChange={setText}
      />
    </Box>
  );
}
