import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { type Command, commandSources, commandsFor } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { useStore } from '../../state/store.ts';
import { SearchIcon } from '../../ui/icons.tsx';
import { color, size } from '../../ui/tokens.ts';
import { CommandOption } from './CommandOption.tsx';
import { rankCommands } from './rank-commands.ts';

const keptRecent = 8;

const readRecent = (json: unknown): readonly string[] | null =>
  Array.isArray(json) ? json.filter((id) => typeof id === 'string') : null;

/** Everything that can be done here, found by typing. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const sources = useStore(commandSources);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [recent, setRecent] = useLayout<readonly string[]>('palette.recent', [], readRecent);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sources are what `commandsFor` asks.
  const commands = useMemo(() => {
    const offered = commandsFor(query).filter((command) => command.id !== 'shell.palette');
    return rankCommands(offered, query, recent);
  }, [sources, query, recent]);
  const at = Math.min(active, commands.length - 1);

  const run = (command: Command): void => {
    onClose();
    if (!command.isLiteral) {
      setRecent([command.id, ...recent.filter((other) => other !== command.id)].slice(0, keptRecent));
    }
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const command = commands[at];
    const last = commands.length - 1;
    if (event.key === 'ArrowDown') setActive(at === last ? 0 : at + 1);
    else if (event.key === 'ArrowUp') setActive(at <= 0 ? last : at - 1);
    else if (event.key === 'Enter' && command !== undefined) run(command);
    else return;
    event.preventDefault();
  };

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
          placeholder="Type what you want to do"
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          sx={{ height: size.header + 4, fontSize: '0.875rem' }}
          slotProps={{
            input: {
              role: 'combobox',
              'aria-label': 'Command',
              'aria-expanded': true,
              'aria-controls': `${id}-list`,
              'aria-activedescendant': at >= 0 ? `${id}-${at}` : undefined,
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
        sx={{ maxHeight: '50vh', overflow: 'auto', py: 0.75 }}
      >
        {commands.map((command, index) => (
          <CommandOption
            key={command.id}
            id={`${id}-${index}`}
            command={command}
            isActive={index === at}
            onPoint={() => setActive(index)}
            onRun={() => run(command)}
          />
        ))}
      </Box>
      {commands.length === 0 ? (
        <Box role="status" sx={{ px: 2, pb: 2, color: color.muted }}>
          Nothing here is called “{query}”.
        </Box>
      ) : null}
    </Dialog>
  );
}
