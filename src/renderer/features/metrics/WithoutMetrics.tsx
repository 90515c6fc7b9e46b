import Box from '@mui/material/Box';
import type { MemberId } from '../../../contract/ids.ts';
import type { Scrape } from '../../../contract/metrics.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { color, size, tint } from '../../ui/tokens.ts';

/** The members whose latest scrape failed, each with its failure. */
export function WithoutMetrics(props: { readonly newest: Scrape; readonly nameOf: (id: MemberId) => string }) {
  const without = props.newest.members.flatMap(({ member, url, failure }) =>
    failure === null ? [] : [{ member, url, words: describeFailure(failure) }],
  );
  if (without.length === 0) return null;
  return (
    <Box
      role="status"
      sx={{
        ...{ p: '8px 14px', display: 'flex', flexDirection: 'column', gap: '4px' },
        ...{ backgroundColor: tint(color.warn, 10), border: `1px solid ${tint(color.warn, 30)}` },
        ...{ borderRadius: `${size.radius}px`, overflowWrap: 'anywhere' },
      }}
    >
      {without.map(({ member, url, words }) => (
        <div key={member}>
          <strong>{props.nameOf(member)}</strong> serves no metrics{url === null ? '' : ` at ${url}`}. {words.title}{' '}
          <Box component="span" sx={{ color: color.muted }}>
            {words.action}
          </Box>
        </div>
      ))}
    </Box>
  );
}
