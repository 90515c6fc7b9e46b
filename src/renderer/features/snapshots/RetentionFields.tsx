import Box from '@mui/material/Box';
import { Field } from '../../ui/Field.tsx';
import type { TypedRetention } from './use-retention.ts';

/** Asks how many snapshots stay, and for how many days one each day. */
export function RetentionFields(props: {
  readonly kept: TypedRetention;
  /** What stays: `scheduled snapshots`. */
  readonly what: string;
  /** What core says of the fields. */
  readonly lastFault?: string | null;
  readonly daysFault?: string | null;
}) {
  const { kept, what, lastFault = null, daysFault = null } = props;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 2, alignItems: 'start' }}>
      <Field
        label="Keep the newest"
        value={kept.last}
        onChange={kept.setLast}
        error={kept.isLastWhole ? lastFault : 'A whole number from 1 to 1,000.'}
        hint={`This many ${what} stay.`}
      />
      <Field
        label="Keep one a day for (days)"
        value={kept.days}
        onChange={kept.setDays}
        error={kept.isDaysWhole ? daysFault : 'A whole number from 0 to 3,650.'}
        hint="The newest of each day; 0 for none."
      />
    </Box>
  );
}
