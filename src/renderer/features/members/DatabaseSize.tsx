import Box from '@mui/material/Box';
import type { MemberStatus } from '../../../contract/cluster.ts';
import { formatBytes } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';

/** How large the database file is, how much of it is in use, and how far that is from the quota, where it is known. */
export function DatabaseSize({ member }: { readonly member: MemberStatus }) {
  const { dbSize, dbSizeInUse, dbSizeQuota } = member;
  if (dbSize === null) return '–';
  const inUse = dbSizeInUse === null ? null : `${formatBytes(dbSizeInUse)} in use`;
  const quota = dbSizeQuota === null || dbSizeQuota <= 0 ? null : `quota ${formatBytes(dbSizeQuota)}`;
  const share = dbSizeQuota === null || dbSizeQuota <= 0 ? null : Math.min(1, dbSize / dbSizeQuota);
  const usedShare = share === null || dbSizeInUse === null ? share : (share * dbSizeInUse) / Math.max(1, dbSize);
  const hue = share !== null && share >= 0.8 ? color.warn : color.accent;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        {share === null ? null : (
          <Box
            aria-hidden="true"
            sx={{
              position: 'relative',
              width: 88,
              height: 5,
              borderRadius: '3px',
              backgroundColor: color.line,
              overflow: 'hidden',
            }}
          >
            <Box
              sx={{
                position: 'absolute',
                inset: 0,
                width: `${share * 100}%`,
                minWidth: 2,
                backgroundColor: hue,
                opacity: 0.45,
              }}
            />
            <Box
              sx={{
                position: 'absolute',
                inset: 0,
                width: `${(usedShare ?? 0) * 100}%`,
                minWidth: 2,
                backgroundColor: hue,
              }}
            />
          </Box>
        )}
        <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
          {formatBytes(dbSize)}
        </Box>
      </Box>
      {inUse === null && quota === null ? null : (
        <Box component="span" sx={{ color: color.muted, fontSize: '0.75rem', whiteSpace: 'nowrap' }}>
          {[inUse, quota].filter((part) => part !== null).join(', ')}
        </Box>
      )}
    </Box>
  );
}
