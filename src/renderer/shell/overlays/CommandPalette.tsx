import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import { useId } from 'react';
import { type Command, commandFinder } from '../../state/commands.ts';
import { useStore } from '../../state/store.ts';
import { SearchIcon } from '../../ui/icons.tsx';
import { color, size } from '../../ui/tokens.ts';
import { CommandOption } from './CommandOption.tsx';
import { LineRemarks } from './LineRemarks.tsx';
import { NamedSlot } from './NamedSlot.tsx';
import { usePalette } from './use-palette.ts';

/** Everything that can be done here, found by typing. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const finder = useStore(commandFinder);
  const { query, type, options, active, choose, run, onKeyDown, onPaste, line, note, isLooking } = usePalette(onClose);
  const { commands, named, literals, hits } = options;
  const isSought = finder !== null && query.trim() !== '' && line === null;
  const isEmpty = commands.length + literals.length + hits.length === 0 && !named;
  const idOf = (command: Command): string => `${id}-${command.id}`;
  const option = (command: Command) => (
    <CommandOption
      key={command.id}
      id={idOf(command)}
      command={command}
      isActive={command === active}
      onPoint={() => choose(command)}
      onRun={() => run(command)}
    />
  );

  return (
    <Dialog
      open
      onClose={onClose}
      slotProps={{
        container: { sx: { alignItems: 'flex-start' } },
        paper: {
          'aria-label': 'Command palette',
          sx: { width: 600, maxWidth: 'calc(100vw - 64px)', mt: '8vh', overflow: 'hidden' },
        },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, px: 2, borderBottom: `1px solid ${color.line}` }}>
        <Box sx={{ color: color.muted }}>
          <SearchIcon />
        </Box>
        <InputBase
          autoFocus
          fullWidth
          value={query}
          placeholder={
            finder === null ? 'Type what you want to do' : 'Type a name, a line of etcdctl, or what you want to do'
          }
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          sx={{ height: size.header + 4, fontSize: '0.875rem' }}
          slotProps={{
            input: {
              role: 'combobox',
              'aria-label': 'Command',
              'aria-expanded': true,
              'aria-controls': `${id}-list`,
              'aria-activedescendant': active === undefined ? undefined : idOf(active),
              'aria-autocomplete': 'list',
              spellCheck: false,
            },
          }}
        />
      </Box>
      <Box
        id={`${id}-list`}
        role="listbox"
        aria-label="Commands"
        aria-busy={isLooking}
        sx={{ maxHeight: '50vh', overflow: 'auto', py: 0.75 }}
      >
        {commands.map(option)}
        {named ? option(named) : null}
        {isSought && !named ? <NamedSlot noun={finder.noun} isKnown={named === null} /> : null}
        {hits.map(option)}
        {literals.map(option)}
      </Box>
      {line === null ? null : <LineRemarks line={line} />}
      {line !== null ? null : isSought ? (
        <Box
          role="status"
          sx={{
            minHeight: 28,
            px: 2,
            py: '5px',
            borderTop: `1px solid ${color.line}`,
            color: color.muted,
            fontSize: '0.75rem',
          }}
        >
          {note ?? (isLooking ? 'Looking at names…' : '')}
        </Box>
      ) : isEmpty ? (
        <Box role="status" sx={{ px: 2, pb: 2, color: color.muted }}>
          Nothing here is called “{query}”.
        </Box>
      ) : null}
    </Dialog>
  );
}
