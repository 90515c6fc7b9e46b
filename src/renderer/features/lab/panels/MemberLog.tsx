import Box from '@mui/material/Box';
import type { LabEvent } from '../../../../contract/lab/events.ts';
import { useStorePart } from '../../../state/store.ts';
import { color, mono } from '../../../ui/tokens.ts';
import { formatMilliseconds } from '../clock-words.ts';
import { useLab } from '../use-lab.tsx';
import { useShownEvents } from './use-shown-events.ts';

const most = 12;

/** The last lines that a member wrote of raft. */
export function MemberLog({ name }: { readonly name: string }) {
  const model = useLab();
  useStorePart(model.view, ({ events }) => events);
  const lines: Extract<LabEvent, { kind: 'raft' }>[] = [];
  const events = useShownEvents();
  for (let at = events.length - 1; at >= 0 && lines.length < most; at -= 1) {
    const event = events[at];
    if (event?.kind === 'raft' && event.member === name) lines.push(event);
  }
  return (
    <Box component="section" aria-label={`What ${name} wrote of raft`}>
      <Box component="h4" sx={{ m: 0, fontSize: '0.8125rem', fontWeight: 600 }}>
        What it wrote of raft
      </Box>
      {lines.length === 0 ? (
        <Box sx={{ color: color.muted }}>Nothing yet.</Box>
      ) : (
        <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {lines.map(({ seq, at, text }) => (
            <Box
              component="li"
              key={seq}
              sx={{ ...mono, fontSize: '0.6875rem', lineHeight: '16px', overflowWrap: 'anywhere' }}
            >
              <Box component="span" sx={{ color: color.muted }}>
                {formatMilliseconds(at)}
              </Box>{' '}
              {text}
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
