import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { formatCount } from '../../ui/format.ts';
import { ChevronDownIcon, ChevronRightIcon } from '../../ui/icons.tsx';
import { color, tint } from '../../ui/tokens.ts';
import type { ConnectionEntry } from './connection-entries.ts';
import { type RowPlacement, rowPlacement } from './row-placement.ts';

/** Pixels. */
export const groupHeight = 36;

interface ConnectionGroupRowProps extends RowPlacement {
  readonly group: Extract<ConnectionEntry, { kind: 'group' }>;
  readonly onToggle: () => void;
}

/** The head of the connections with one tag: choosing it hides or shows them. */
export function ConnectionGroupRow({ group, onToggle, ...place }: ConnectionGroupRowProps) {
  const { tag, count, isOpen } = group;
  return (
    <Box component="li" {...rowPlacement(place, groupHeight)}>
      <ButtonBase
        aria-expanded={isOpen}
        tabIndex={place.isActive ? 0 : -1}
        onClick={onToggle}
        sx={{
          width: '100%',
          height: '100%',
          px: 2,
          gap: 1,
          justifyContent: 'flex-start',
          bgcolor: color.raised,
          fontSize: '0.75rem',
          fontWeight: 600,
          '&:hover': { bgcolor: tint(color.accent, 6) },
          '&:focus-visible': { outlineOffset: -3 },
        }}
      >
        <Box component="span" sx={{ color: color.muted, display: 'flex' }}>
          {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
        </Box>
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {tag === '' ? 'Without a tag' : tag}
        </Box>
        <Box component="span" sx={{ color: color.muted, fontWeight: 400 }}>
          {formatCount(count)}
        </Box>
      </ButtonBase>
    </Box>
  );
}
