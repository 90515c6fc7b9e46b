import Box from '@mui/material/Box';
import type { AccessUser } from '../../../contract/access.ts';
import { CanTheyCard } from './CanTheyCard.tsx';
import type { RangeForm } from './range-form.ts';
import { WhoCanCard } from './WhoCanCard.tsx';

/** Two questions: what a user may do, and who may do it. */
export function QuestionsTab(props: {
  readonly users: readonly AccessUser[];
  readonly who: RangeForm;
  readonly onWho: (form: RangeForm) => void;
}) {
  return (
    <Box
      sx={{
        ...{ height: '100%', overflow: 'auto', boxSizing: 'border-box', p: '18px' },
        ...{ display: 'grid', gap: '18px', alignItems: 'start', alignContent: 'start' },
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      <CanTheyCard users={props.users} />
      <WhoCanCard form={props.who} onForm={props.onWho} />
    </Box>
  );
}
