import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { type MouseEvent, useState } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import { EnvironmentChip, EnvironmentDot } from '../../parts/cluster/EnvironmentChip.tsx';
import { connectionTone } from '../../parts/cluster/quorum-words.ts';
import { startInNewWindow } from '../../parts/start-in-new-window.tsx';
import { useLiveCluster } from '../../state/cluster.tsx';
import { useCommands } from '../../state/commands.ts';
import { useConnection } from '../../state/connection.tsx';
import { recentFirst } from '../../state/connection-search.ts';
import { useConnections } from '../../state/connections.ts';
import { goTo, openWindow, type Route } from '../../state/route.ts';
import { firstPlaceOf } from '../../state/screens.ts';
import { ChevronDownIcon, ConnectIcon, DisconnectIcon, EditIcon } from '../../ui/icons.tsx';
import { StatusDot } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { useConnectionCommands } from './connection-commands.tsx';

/** The others that the menu names; the palette finds all of them. */
const mostOthers = 8;

/** Shows another connection here, with Ctrl in a window of its own. */
function switchTo(connection: ConnectionId, { ctrlKey, metaKey }: MouseEvent): void {
  const route: Route = { screen: 'workbench', connection, place: firstPlaceOf(connection), focus: null };
  if (ctrlKey || metaKey) openWindow(route);
  else goTo(route);
}

/** Which connection this window shows, and the way to another. */
export function ConnectionMenu() {
  const open = useConnection();
  const { id, profile, state, hasEnded } = open;
  const { cluster } = useLiveCluster();
  const connections = useConnections();
  const commands = useConnectionCommands();
  useCommands(commands);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const current = connections.data?.find((one) => one.profile.id === id);
  const others = recentFirst(connections.data ?? [])
    .filter((one) => one.profile.id !== id && one.damage === null)
    .slice(0, mostOthers);
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <>
      <Button
        aria-label={`Connection ${profile.name}`}
        title={profile.name}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        startIcon={
          <StatusDot tone={connectionTone(open, cluster)} isPulsing={state.phase !== 'connected' && !hasEnded} />
        }
        endIcon={<ChevronDownIcon size={14} />}
        sx={{ maxWidth: '100%', height: 30, gap: 1, '& .MuiButton-startIcon': { ml: 0, mr: 1 } }}
      >
        <Box component="span" sx={{ minWidth: 40, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {profile.name}
        </Box>
        <Box component="span" sx={{ flexShrink: 0, '@media (max-width: 1100px)': { display: 'none' } }}>
          <EnvironmentChip environment={profile.environment} />
        </Box>
        <EnvironmentDot environment={profile.environment} />
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': 'Connection' }, paper: { sx: { minWidth: 220 } } }}
      >
        {others.map((other) => (
          <MenuItem key={other.profile.id} onClick={(event) => choose(() => switchTo(other.profile.id, event))()}>
            <ConnectIcon />
            Switch to {other.profile.name}
          </MenuItem>
        ))}
        <MenuItem onClick={choose(startInNewWindow.run)}>
          {startInNewWindow.icon}
          {startInNewWindow.title}
        </MenuItem>
        <Divider />
        {commands.map((command) => (
          <MenuItem key={command.id} onClick={choose(command.run)}>
            {command.icon}
            {command.title}
          </MenuItem>
        ))}
        <Divider />
        {current?.origin === 'saved' ? (
          <MenuItem onClick={choose(() => goTo({ screen: 'form', mode: 'edit', connection: id }))}>
            <EditIcon />
            Edit connection
          </MenuItem>
        ) : null}
        <MenuItem onClick={choose(() => goTo({ screen: 'start' }))} sx={{ color: color.text }}>
          <DisconnectIcon />
          Disconnect
        </MenuItem>
      </Menu>
    </>
  );
}
