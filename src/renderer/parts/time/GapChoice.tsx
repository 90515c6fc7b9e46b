import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { formatCount } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { gapWords, type MomentGap, momentWords } from '../source/revision-clock.ts';

/** Asks which end of a gap is meant, where a time lies in it: what was written in between is in one and not in the other. */
export function GapChoice(props: {
  readonly gap: MomentGap;
  readonly onChoose: (revision: number) => void;
  readonly onCancel: () => void;
}) {
  const { gap, onChoose, onCancel } = props;
  const { earlier, later } = gap;
  return (
    <Box
      role="group"
      aria-label="Which revision?"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, py: '4px' }}
    >
      <Box role="status" sx={{ flex: '1 1 260px', color: color.text }}>
        {gapText(gap, Date.now())}
      </Box>
      <Button onClick={() => onChoose(earlier.revision)} autoFocus>
        Earlier: revision {formatCount(earlier.revision)}
      </Button>
      <Button onClick={() => onChoose(later.revision)}>Later: revision {formatCount(later.revision)}</Button>
      <Button variant="text" onClick={onCancel}>
        Cancel
      </Button>
    </Box>
  );
}

/** What is known of a time in a gap. */
export function gapText(gap: MomentGap, now: number): string {
  const revisions = `${formatCount(gap.earlier.revision)} and ${formatCount(gap.later.revision)}`;
  return `The revision of ${momentWords(gap, now)} is not known: nobody looked ${gapWords(gap, now)}, and it lies between ${revisions}.`;
}
