import Box from '@mui/material/Box';
import { useState } from 'react';
import type { Timeline } from '../../../contract/history.ts';
import { Field } from '../../ui/Field.tsx';
import type { MomentGap } from '../source/revision-clock.ts';
import { readMoment } from './typed-moment.ts';

/** Goes to a revision or a clock time that is typed. */
export function MomentField(props: {
  readonly timeline: Timeline;
  /** What `5 min ago` counts back from, in milliseconds since 1970. */
  readonly now: () => number;
  readonly onMoment: (revision: number) => void;
  /** The time lies in a gap without sightings. */
  readonly onGap: (gap: MomentGap) => void;
}) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const submit = (): void => {
    const read = readMoment(text, props.timeline, props.now());
    setError(read.kind === 'wrong' ? read.text : null);
    if (read.kind === 'wrong') return;
    setText('');
    if (read.kind === 'gap') props.onGap(read.gap);
    else props.onMoment(read.revision);
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      sx={{ width: 190, flexShrink: 0 }}
    >
      <Field
        label="Go to a revision or a time"
        isLabelHidden
        isMono
        placeholder="revision, or 14:03"
        value={text}
        error={error}
        onChange={(typed) => {
          setText(typed);
          setError(null);
        }}
      />
    </Box>
  );
}
