import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { memo } from 'react';
import { useStore } from '../../state/store.ts';
import { Field } from '../../ui/Field.tsx';
import { formatCount } from '../../ui/format.ts';
import { color } from '../../ui/tokens.ts';
import { type EventFilter, type EventKind, eventKinds, isFiltering, noFilter } from './event-filter.ts';
import type { RunningWatch } from './running-watch.ts';

const kindWords: Readonly<Record<EventKind, string>> = {
  all: 'Every type',
  put: 'put',
  create: 'put: created',
  modify: 'put: modified',
  delete: 'delete',
};

/** Which events are shown, by key and by type; and how many of those that are kept. Events that come draw only these. */
export const FilterBar = memo(({ watch }: { readonly watch: RunningWatch }) => {
  const filter = useStore(watch.filter);
  const onFilter = (next: EventFilter): void => watch.filter.update(() => next);
  return (
    <Box
      role="search"
      aria-label="Filter events"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        p: '6px 14px',
        flexShrink: 0,
        borderBottom: `1px solid ${color.line}`,
      }}
    >
      <Box sx={{ flex: '1 1 200px', maxWidth: 340, minWidth: 0 }}>
        <Field
          label={filter.inValues ? 'Filter by key and value' : 'Filter by key'}
          isLabelHidden
          isMono
          placeholder="Words in any order"
          value={filter.text}
          onChange={(text) => onFilter({ ...filter, text })}
        />
      </Box>
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={filter.inValues}
            onChange={(event) => onFilter({ ...filter, inValues: event.target.checked })}
          />
        }
        label="In values too"
        title="As they came: masked data of Secrets is not found"
        sx={{ mx: 0 }}
      />
      <Select
        size="small"
        value={filter.kind}
        onChange={(event) => onFilter({ ...filter, kind: toKind(event.target.value) })}
        inputProps={{ 'aria-label': 'Filter by type' }}
        sx={{ minWidth: 140 }}
      >
        {eventKinds.map((kind) => (
          <MenuItem key={kind} value={kind}>
            {kindWords[kind]}
          </MenuItem>
        ))}
      </Select>
      {isFiltering(filter) ? (
        <>
          <Shown watch={watch} />
          <Button variant="text" onClick={() => onFilter(noFilter)}>
            Show all
          </Button>
        </>
      ) : null}
    </Box>
  );
});

function Shown({ watch }: { readonly watch: RunningWatch }) {
  const { shown, kept, isSearching } = useStore(watch.view);
  return (
    <Box role="status" sx={{ color: color.muted, fontVariantNumeric: 'tabular-nums' }}>
      {formatCount(shown)} of {formatCount(kept)} shown{isSearching ? ', searching' : ''}
    </Box>
  );
}

const toKind = (name: string): EventKind => eventKinds.find((kind) => kind === name) ?? 'all';
