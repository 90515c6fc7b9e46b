import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { PermittedRange } from '../../../contract/access.ts';
import { permissionWords, placeOf } from '../../parts/access/access-words.ts';
import { color } from '../../ui/tokens.ts';
import { rangeId } from './access-lanes.ts';

/** Ranges in words, each with what can be done with it. */
export function RangeList(props: {
  readonly label: string;
  readonly ranges: readonly PermittedRange[];
  /** Whether each is said with the role that permits it. */
  readonly namesRole?: boolean;
  readonly onRevoke?: (range: PermittedRange) => void;
  readonly onShow: (key: Uint8Array) => void;
}) {
  const { label, ranges, namesRole = false, onRevoke, onShow } = props;
  return (
    <Box component="ul" aria-label={label} sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {ranges.map((range) => {
        const words = permissionWords(range);
        const place = placeOf(range);
        return (
          <Box
            component="li"
            key={rangeId(range)}
            sx={{
              ...{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 30, flexWrap: 'wrap' },
              borderBottom: `1px solid ${color.line}`,
            }}
          >
            <Box sx={{ flex: '1 1 180px', minWidth: 0, overflowWrap: 'anywhere' }}>
              {words}
              {namesRole ? (
                <Box component="span" sx={{ color: color.muted }}>{` by the role ${range.role}`}</Box>
              ) : null}
            </Box>
            {place === null ? null : (
              <Button variant="text" aria-label={`Show in Keys: ${words}`} onClick={() => onShow(place)}>
                Keys
              </Button>
            )}
            {onRevoke === undefined ? null : (
              <Button variant="text" aria-label={`Revoke: ${words}`} onClick={() => onRevoke(range)}>
                Revoke…
              </Button>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
