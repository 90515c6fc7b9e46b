import Box from '@mui/material/Box';
import { color, tint } from '../../../ui/tokens.ts';

const hues = { ok: color.ok, warn: color.warn } as const;

/** What was seen, and what it means. The region is there from the beginning, so that it is read out when it fills. */
export function Outcome(props: {
  /** `null`: nothing has come out yet. */
  readonly tone: keyof typeof hues | null;
  readonly title: string;
  readonly text: string;
  readonly why: string | null;
}) {
  const { tone, title, text, why } = props;
  return (
    <Box role="status" aria-label="What was seen">
      {tone === null ? null : (
        <Box
          sx={{
            mt: 2,
            p: '8px 12px',
            borderRadius: '6px',
            bgcolor: tint(hues[tone], 10),
            border: `1px solid ${tint(hues[tone], 30)}`,
            overflowWrap: 'anywhere',
          }}
        >
          <Box sx={{ fontWeight: 600 }}>{title}</Box>
          <Box sx={{ mt: '2px' }}>{text}</Box>
          {why === null ? null : <Box sx={{ mt: 1 }}>{why}</Box>}
        </Box>
      )}
    </Box>
  );
}
