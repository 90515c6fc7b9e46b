import type { Command } from '../state/commands.ts';
import { openWindow } from '../state/route.ts';
import { WindowIcon } from '../ui/icons.tsx';

/** A window belongs to one connection: the way to another that leaves this one open. */
export const startInNewWindow: Command = {
  id: 'shell.window',
  title: 'Open the start screen in a new window',
  group: 'Window',
  keywords: 'tab connection another',
  icon: <WindowIcon />,
  run: () => openWindow({ screen: 'start' }),
};
