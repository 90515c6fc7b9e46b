import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { ClockIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import type { ScreenTime } from './use-time-bar.ts';

/** Shows the time bar, or closes it and goes back to now. */
export function TimeButton({ time: { isShown, show, button } }: { readonly time: ScreenTime }) {
  return (
    <Tooltip title="Look at the past">
      <IconButton
        ref={button}
        aria-label="Look at the past"
        aria-pressed={isShown}
        onClick={() => show(!isShown)}
        sx={isShown ? { color: color.accent } : {}}
      >
        <ClockIcon />
      </IconButton>
    </Tooltip>
  );
}
