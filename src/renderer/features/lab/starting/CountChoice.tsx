import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import { majorityOf, toleranceOf } from '../../../../contract/fault-tolerance.ts';
import { Choice } from '../../../parts/forms/Choice.tsx';
import { color } from '../../../ui/tokens.ts';

const usual: readonly { readonly count: number; readonly label: string }[] = [
  { count: 1, label: 'One member' },
  { count: 3, label: 'Three members' },
  { count: 5, label: 'Five members' },
  { count: 7, label: 'Seven members' },
];
const others = [2, 4, 6];

const words = (count: number): string => {
  const fails = toleranceOf(count);
  return `Quorum is ${majorityOf(count)}: ${fails === 0 ? 'none' : fails} may fail.`;
};

/** How many members a lab begins with. Even numbers stand aside, with the reason. */
export function CountChoice(props: { readonly value: number; readonly onChange: (count: number) => void }) {
  const { value, onChange } = props;
  const id = useId();
  const isEven = value % 2 === 0;
  const row = (key: string, label: string, note: string) => (
    <FormControlLabel
      key={key}
      value={key}
      control={<Radio size="small" sx={{ p: '4px', mr: 0.5 }} />}
      sx={{ ml: '-4px', mr: 0, my: '2px' }}
      label={
        <>
          {label}{' '}
          <Box component="span" sx={{ color: color.muted }}>
            {note}
          </Box>
        </>
      }
    />
  );
  return (
    <FormControl>
      <FormLabel id={id}>Members</FormLabel>
      <RadioGroup
        aria-labelledby={id}
        value={isEven ? 'other' : String(value)}
        onChange={(_event, chosen) => onChange(chosen === 'other' ? 4 : Number(chosen))}
      >
        {usual.map(({ count, label }) => row(String(count), label, words(count)))}
        {row('other', 'Another number', 'An even one: no more may fail than with one member less.')}
      </RadioGroup>
      {isEven ? (
        <Box sx={{ pl: 3, pt: 0.5, maxWidth: 360 }}>
          <Choice
            label="Number of members"
            value={String(value)}
            choices={others.map((count) => ({ value: String(count), label: `${count}` }))}
            onChange={(chosen) => onChange(Number(chosen))}
            hint={words(value)}
          />
        </Box>
      ) : null}
    </FormControl>
  );
}
