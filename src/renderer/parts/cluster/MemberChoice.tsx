import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import { color } from '../../ui/tokens.ts';

export type MemberCount = 1 | 3 | 5;

const choices: readonly { readonly members: MemberCount; readonly label: string; readonly note: string }[] = [
  { members: 1, label: 'One member', note: 'None may fail. For tests.' },
  { members: 3, label: 'Three members', note: 'Quorum is 2: one may fail.' },
  { members: 5, label: 'Five members', note: 'Quorum is 3: two may fail.' },
];

/** How many members, and what that means for writes. */
export function MemberChoice(props: {
  readonly value: MemberCount;
  readonly onChange: (members: MemberCount) => void;
}) {
  const id = useId();
  return (
    <FormControl>
      <FormLabel id={id}>Members</FormLabel>
      <RadioGroup
        aria-labelledby={id}
        value={props.value}
        onChange={(_event, value) => {
          const chosen = choices.find((one) => String(one.members) === value);
          if (chosen !== undefined) props.onChange(chosen.members);
        }}
      >
        {choices.map((one) => (
          <FormControlLabel
            key={one.members}
            value={one.members}
            control={<Radio size="small" sx={{ p: '4px', mr: 0.5 }} />}
            sx={{ ml: '-4px', mr: 0, my: '2px' }}
            label={
              <>
                {one.label}{' '}
                <Box component="span" sx={{ color: color.muted }}>
                  {one.note}
                </Box>
              </>
            }
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
