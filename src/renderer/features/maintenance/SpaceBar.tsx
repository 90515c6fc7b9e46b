import Box from '@mui/material/Box';
import type { MemberSpace } from '../../../contract/maintenance.ts';
import { formatBytes } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { shareOf } from './space-words.ts';

/** A file against its quota: the part in use drawn full, the free part pale. */
export function SpaceBar({ member }: { readonly member: MemberSpace }) {
  const { dbSize, dbSizeInUse, quota, quotaFrom } = member;
  const share = shareOf(member);
  const width = Math.min(1, share ?? 0);
  const used = dbSize === null || dbSize === 0 || dbSizeInUse === null ? width : (width * dbSizeInUse) / dbSize;
  const hue = share === null || share < 0.8 ? color.accent : share < 1 ? color.warn : color.bad;
  return (
    <Box sx={{ minWidth: 150 }}>
      <Box sx={{ whiteSpace: 'nowrap' }}>
        {dbSize === null ? '–' : formatBytes(dbSize)}
        <Box component="span" sx={{ color: color.muted }}>
          {quota === null
            ? ', quota not known'
            : ` of ${formatBytes(quota)}${share === null ? '' : `, ${Math.floor(share * 100)}%`}`}
        </Box>
      </Box>
      {share === null ? null : (
        <Box
          aria-hidden="true"
          title={quotaFrom === 'metrics' ? 'The quota is from its metrics' : undefined}
          sx={{
            position: 'relative',
            height: 6,
            mt: '4px',
            borderRadius: '3px',
            backgroundColor: color.line,
            overflow: 'hidden',
          }}
        >
          <Box sx={{ position: 'absolute', inset: 0, width: `${width * 100}%`, backgroundColor: hue, opacity: 0.4 }} />
          <Box sx={{ position: 'absolute', inset: 0, width: `${used * 100}%`, backgroundColor: hue }} />
        </Box>
      )}
    </Box>
  );
}
