import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import Tooltip from '@mui/material/Tooltip';
import type { ChangeSubject } from '../../../contract/change-subject.ts';
import type { JournalEntry } from '../../../contract/journal.ts';
import { Field } from '../../ui/Field.tsx';
import { ReloadIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { outcomeWords } from './entry-words.ts';
import { isFiltering, isScope, type JournalView, scopeWords, wholeJournal } from './journal-view.ts';

const kindWords: Readonly<Record<ChangeSubject['kind'], string>> = {
  keys: 'Keys',
  members: 'Members',
  maintenance: 'Maintenance',
  access: 'Access',
  leases: 'Leases',
  snapshots: 'Snapshots',
};

/** Which entries are shown. */
export function JournalFilterBar(props: {
  readonly view: JournalView;
  readonly onView: (view: JournalView) => void;
  readonly onRefresh: () => void;
}) {
  const { view, onView, onRefresh } = props;
  return (
    <Box
      role="search"
      aria-label="Filter the journal"
      sx={{
        ...{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, p: '6px 14px', flexShrink: 0 },
        borderBottom: `1px solid ${color.line}`,
      }}
    >
      <Box sx={{ flex: '1 1 200px', maxWidth: 340, minWidth: 0 }}>
        <Field
          label="Search the journal"
          isLabelHidden
          placeholder="Search by first key, member or connection"
          value={view.text}
          onChange={(text) => onView({ ...view, text })}
        />
      </Box>
      <Choice
        label="Filter by kind"
        every="Every kind"
        words={kindWords}
        value={view.kind}
        onValue={(kind) => onView({ ...view, kind })}
      />
      <Choice<JournalEntry['outcome']>
        label="Filter by result"
        every="Every result"
        words={outcomeWords}
        value={view.outcome}
        onValue={(outcome) => onView({ ...view, outcome })}
      />
      <Select
        size="small"
        value={view.scope}
        onChange={({ target }) => isScope(target.value) && onView({ ...view, scope: target.value })}
        inputProps={{ 'aria-label': 'Connections' }}
        sx={{ minWidth: 130 }}
      >
        {Object.entries(scopeWords).map(([scope, words]) => (
          <MenuItem key={scope} value={scope}>
            {words}
          </MenuItem>
        ))}
      </Select>
      {isFiltering(view) ? (
        <Button variant="text" onClick={() => onView({ ...wholeJournal, scope: view.scope })}>
          Show all
        </Button>
      ) : null}
      <Box sx={{ flex: 1 }} />
      <Tooltip title="Read the journal again">
        <IconButton aria-label="Read the journal again" onClick={onRefresh}>
          <ReloadIcon size={14} />
        </IconButton>
      </Tooltip>
    </Box>
  );
}

function Choice<T extends string>(props: {
  readonly label: string;
  readonly every: string;
  readonly words: Readonly<Record<T, string>>;
  readonly value: T | null;
  readonly onValue: (value: T | null) => void;
}) {
  const { label, every, words, value, onValue } = props;
  const isOne = (name: string): name is T => Object.hasOwn(words, name);
  const names = Object.keys(words).filter(isOne);
  return (
    <Select
      size="small"
      displayEmpty
      value={value ?? ''}
      onChange={({ target }) => onValue(names.find((name) => name === target.value) ?? null)}
      inputProps={{ 'aria-label': label }}
      sx={{ minWidth: 130 }}
    >
      <MenuItem value="">{every}</MenuItem>
      {names.map((name) => (
        <MenuItem key={name} value={name}>
          {words[name]}
        </MenuItem>
      ))}
    </Select>
  );
}
