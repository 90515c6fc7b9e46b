import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { commandSources, commandsFor } from '../../state/commands.ts';
import { useStore } from '../../state/store.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';

/** Every shortcut that works on this screen. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  useStore(commandSources);
  const commands = commandsFor('').filter((command) => command.shortcut !== undefined);
  const groups = [...new Set(commands.map((command) => command.group))];
  return (
    <DialogFrame
      isOpen
      title="Keyboard shortcuts"
      description="What works on this screen. The command palette has everything else."
      width={520}
      onClose={onClose}
    >
      {groups.map((group) => (
        <Box component="section" key={group} aria-label={group}>
          <Typography variant="h3" sx={{ mb: 0.5 }}>
            {group}
          </Typography>
          <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: '1fr auto', rowGap: '6px' }}>
            {commands
              .filter((command) => command.group === group)
              .map((command) => (
                <Box key={command.id} sx={{ display: 'contents' }}>
                  <dt>{command.title}</dt>
                  <Box component="dd" sx={{ m: 0, textAlign: 'end' }}>
                    {command.shortcut === undefined ? null : <KeyHint shortcut={command.shortcut} />}
                  </Box>
                </Box>
              ))}
          </Box>
        </Box>
      ))}
    </DialogFrame>
  );
}
