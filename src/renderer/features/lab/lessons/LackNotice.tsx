import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { plural } from '../../../ui/format.ts';
import { color } from '../../../ui/tokens.ts';
import type { LessonActs } from './model/lesson-world.ts';
import type { LessonLack } from './model/readiness.ts';

/** Says what the lab lacks for the act, and offers what helps. It stops nobody from trying all the same. */
export function LackNotice(props: { readonly lack: LessonLack; readonly acts: LessonActs; readonly members: number }) {
  const { lack, acts, members } = props;
  const offers = {
    heal: { label: 'Heal all links', act: acts.heal },
    reset: { label: 'Reset the lab', act: acts.reset },
    startAnother: { label: `Start a lab of ${plural(members, 'member')}…`, act: acts.startAnother },
  } as const;
  const offer = offers[lack.offer];
  return (
    <Box sx={{ mt: 1.5, p: '8px 12px', borderRadius: '6px', border: `1px solid ${color.line}`, bgcolor: color.raised }}>
      <Box>{lack.text}</Box>
      <Button size="small" variant="outlined" sx={{ mt: '6px' }} onClick={offer.act}>
        {offer.label}
      </Button>
    </Box>
  );
}
