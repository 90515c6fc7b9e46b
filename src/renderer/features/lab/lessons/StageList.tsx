import Box from '@mui/material/Box';
import { CheckIcon } from '../../../ui/icons.tsx';
import { color } from '../../../ui/tokens.ts';
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx';
import type { LessonStage } from './model/lesson.ts';

/** What is waited for, and what of it was seen. Read out as it is seen. */
export function StageList({ stages }: { readonly stages: readonly LessonStage[] }) {
  return (
    <Box sx={{ mt: 1.5 }}>
      <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>Waits for</Box>
      <Box component="ul" aria-label="Waits for" aria-live="polite" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {stages.map((stage) => (
          <Box component="li" key={stage.text.split(' (')[0]} sx={{ display: 'flex', gap: 1, mt: '4px' }}>
            <Box sx={{ pt: '2px', color: stage.isSeen ? color.ok : color.faint }}>
              {stage.isSeen ? <CheckIcon /> : <Awaited />}
            </Box>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <VisuallyHidden>{stage.isSeen ? 'Seen: ' : 'Not seen yet: '}</VisuallyHidden>
              <Box component="span" sx={{ color: stage.isSeen ? color.text : color.muted }}>
                {stage.text}
              </Box>
              {stage.note === undefined ? null : (
                <Box sx={{ color: color.warn, overflowWrap: 'anywhere' }}>{stage.note}</Box>
              )}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function Awaited() {
  return (
    <Box
      aria-hidden
      sx={{ width: 10, height: 10, m: '3px', boxSizing: 'border-box', borderRadius: '50%', border: '1.5px solid' }}
    />
  );
}
