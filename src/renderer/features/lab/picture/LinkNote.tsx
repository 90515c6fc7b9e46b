import Box from '@mui/material/Box';
import type { LabLinkView } from '../../../../contract/lab/frames.ts';
import { labMessageKinds } from '../../../../contract/lab/frames.ts';
import { formatDuration } from '../../../ui/format.ts';
import { color } from '../../../ui/tokens.ts';
import { linkStateWords, messageWords } from '../lab-words.ts';
import { type LinkRate, rateWords } from '../model/link-rates.ts';
import type { Point } from './picture-layout.ts';

/** How a link is set, in a few words. */
export function linkWords({ state, delayMs }: Pick<LabLinkView, 'state' | 'delayMs'>): string {
  return state === 'open' && delayMs > 0 ? `open, ${formatDuration(delayMs)} later` : linkStateWords[state];
}

/** What passes a link, beside it while it is pointed at. */
export function LinkNote(props: { readonly link: LabLinkView; readonly rate: LinkRate; readonly at: Point }) {
  const { link, rate, at } = props;
  return (
    <Box
      aria-hidden="true"
      style={{ left: at.x, top: at.y }}
      sx={{
        ...{ position: 'absolute', zIndex: 4, transform: 'translate(-50%, -50%)', pointerEvents: 'none' },
        ...{ p: '6px 9px', borderRadius: '6px', fontSize: '0.75rem', lineHeight: '16px', whiteSpace: 'nowrap' },
        ...{ bgcolor: color.raised, border: `1px solid ${color.line}`, boxShadow: `0 4px 16px ${color.shadow}` },
      }}
    >
      <b>
        {link.from} → {link.to}
      </b>{' '}
      {linkWords(link)}
      {labMessageKinds.map((kind) => {
        const each = rate.kinds[kind];
        return each === undefined ? null : (
          <Box key={kind} sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, color: color.muted }}>
            <span>{messageWords[kind]}</span>
            <span>{rateWords(each)}</span>
          </Box>
        );
      })}
      {rate.total === 0 ? <Box sx={{ color: color.muted }}>nothing passed in the last second</Box> : null}
      {rate.lost === 0 ? null : <Box sx={{ color: color.bad }}>{rateWords(rate.lost)} not let through</Box>}
    </Box>
  );
}
