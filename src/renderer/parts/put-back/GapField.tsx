import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import type { MomentGap } from '../source/revision-clock.ts';
import { gapText } from '../time/GapChoice.tsx';

/** Asks which end of a gap is meant, where the chosen moment lies in it. */
export function GapField(props: {
  readonly gap: MomentGap;
  readonly value: number | null;
  readonly onChange: (revision: number) => void;
}) {
  const { gap, value, onChange } = props;
  const ends = useId();
  return (
    <>
      <Notice tone="warn">{gapText(gap, Date.now())}</Notice>
      <FormControl>
        <FormLabel id={ends}>From which revision?</FormLabel>
        <RadioGroup
          aria-labelledby={ends}
          value={value ?? ''}
          onChange={(event) => onChange(Number(event.target.value))}
        >
          <FormControlLabel
            value={gap.earlier.revision}
            control={<Radio size="small" />}
            label={`${formatCount(gap.earlier.revision)}, the earlier: undoes what was written in between`}
          />
          <FormControlLabel
            value={gap.later.revision}
            control={<Radio size="small" />}
            label={`${formatCount(gap.later.revision)}, the later: keeps what was written in between`}
          />
        </RadioGroup>
      </FormControl>
    </>
  );
}
