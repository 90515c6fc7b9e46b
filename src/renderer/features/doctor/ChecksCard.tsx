import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { CheckState } from '../../../contract/doctor.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { Card } from '../../ui/Card.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { checkStateOf, checkTitles } from './checks-words.ts';

/** What was looked at, when, and what could not be. */
export function ChecksCard(props: {
  readonly checks: readonly CheckState[];
  readonly isExamining: boolean;
  readonly onExamine: () => void;
  readonly onStop: () => void;
}) {
  const { checks, isExamining, onExamine, onStop } = props;
  return (
    <Card
      title="What was looked at"
      end={isExamining ? <Button onClick={onStop}>Stop</Button> : <Button onClick={onExamine}>Examine all</Button>}
    >
      <Box component="ul" aria-label="Checks" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {checks.map((check) => {
          const { name, state, failure, at } = check;
          const said = checkStateOf(check);
          return (
            <Box component="li" key={name} sx={{ py: '5px' }}>
              <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
                <Box sx={{ flex: 1 }}>{checkTitles[name]}</Box>
                {at === null || state === 'running' ? null : (
                  <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>
                    <RelativeTime at={at} />
                  </Box>
                )}
                <StatusChip tone={said.tone}>{said.text}</StatusChip>
              </Box>
              {failure === null ? null : (
                <Box sx={{ color: color.muted, fontSize: '0.75rem', overflowWrap: 'anywhere' }}>
                  {describeFailure(failure).title} {describeFailure(failure).action}
                </Box>
              )}
            </Box>
          );
        })}
      </Box>
      <Box sx={{ color: color.muted, fontSize: '0.75rem', mt: 1 }}>
        “Examine all” also compares the members’ hashes; a member answers nothing else while it computes its own.
      </Box>
    </Card>
  );
}
