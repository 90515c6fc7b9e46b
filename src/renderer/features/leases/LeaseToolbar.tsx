import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import { Field } from '../../ui/Field.tsx';
import { formatCount } from '../../ui/format.ts';
import { AddIcon, ReloadIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { type LeaseCounts, type LeaseFilter, leaseFilters } from './lease-rows.ts';

const labels: Readonly<Record<LeaseFilter, string>> = {
  all: 'All',
  expiring: 'About to expire',
  empty: 'Without keys',
};

/** Which leases are shown, and the buttons for what concerns none or several of them. */
export function LeaseToolbar(props: {
  readonly filter: LeaseFilter;
  readonly onFilter: (filter: LeaseFilter) => void;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly total: number;
  readonly counts: LeaseCounts;
  readonly onRefresh: () => void;
  readonly onGrant: () => void;
  /** How many are chosen; several can be revoked at once. */
  readonly chosen: number;
  readonly onRevoke: () => void;
}) {
  const { filter, total, counts, chosen } = props;
  const isWhole = counts.asked >= total;
  const countOf = (each: LeaseFilter): string => {
    if (each === 'all') return formatCount(total);
    return isWhole || counts[each] > 0 ? `${isWhole ? '' : '≥ '}${formatCount(counts[each])}` : '?';
  };
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        p: 1,
        borderBottom: `1px solid ${color.line}`,
      }}
    >
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label="Which leases"
        value={filter}
        onChange={(_event, picked: LeaseFilter | null) => picked !== null && props.onFilter(picked)}
      >
        {leaseFilters.map((each) => (
          <ToggleButton key={each} value={each} sx={{ px: '10px', py: '3px', textTransform: 'none', gap: '6px' }}>
            {labels[each]}
            <Box component="span" sx={{ color: color.muted, fontVariantNumeric: 'tabular-nums' }}>
              {countOf(each)}
            </Box>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Box sx={{ flex: '1 1 160px', minWidth: 0 }}>
        <Field
          label="Find a lease"
          isLabelHidden
          placeholder="Find by id or key"
          value={props.text}
          onChange={props.onText}
        />
      </Box>
      <Tooltip title="Read the list again">
        <IconButton aria-label="Read the list again" onClick={props.onRefresh}>
          <ReloadIcon size={14} />
        </IconButton>
      </Tooltip>
      {chosen > 1 ? (
        <Button color="error" onClick={props.onRevoke}>
          {`Revoke ${formatCount(chosen)}…`}
        </Button>
      ) : null}
      <Button startIcon={<AddIcon size={14} />} onClick={props.onGrant}>
        Grant a lease…
      </Button>
    </Box>
  );
}
