import { useEffect } from 'react';
import { startInNewWindow } from '../parts/start-in-new-window.tsx';
import { startLab } from '../parts/start-lab.tsx';
import { type Command, commandSources, commandsFor, useCommands } from '../state/commands.ts';
import { showGuideHere } from '../state/guide.ts';
import { showOverlay } from '../state/overlay.ts';
import { goTo } from '../state/route.ts';
import { useSettings } from '../state/settings.tsx';
import {
  CommandIcon,
  DisconnectIcon,
  GuideIcon,
  InfoIcon,
  KeyboardIcon,
  ListIcon,
  MoonIcon,
  SunIcon,
  SystemThemeIcon,
} from '../ui/icons.tsx';
import { matchesShortcut } from '../ui/shortcut.ts';

export const paletteShortcut = 'Mod+K';
const guideShortcut = 'F1';
/** The guide lies over dialogs as well: what one is asked there may be what one has to look up. */
const guideCommand = 'shell.guide';

/** What the shell itself can do, on every screen. */
export function useShellCommands(): void {
  const { update } = useSettings();
  useCommands([
    {
      id: 'shell.palette',
      title: 'Show all commands',
      group: 'Window',
      icon: <CommandIcon />,
      shortcut: paletteShortcut,
      run: () => showOverlay('palette'),
    },
    {
      id: 'shell.shortcuts',
      title: 'Show keyboard shortcuts',
      group: 'Window',
      keywords: 'help keys',
      icon: <KeyboardIcon />,
      shortcut: '?',
      run: () => showOverlay('shortcuts'),
    },
    {
      id: guideCommand,
      title: 'Show the guide',
      group: 'Window',
      keywords: 'help manual documentation how',
      icon: <GuideIcon />,
      shortcut: guideShortcut,
      run: showGuideHere,
    },
    {
      id: 'shell.about',
      title: 'About etcdeck',
      group: 'Window',
      keywords: 'version licence license notices third-party report bug',
      icon: <InfoIcon />,
      run: () => showOverlay('about'),
    },
    {
      id: 'shell.start',
      title: 'Show the start screen',
      group: 'Window',
      keywords: 'connections disconnect close',
      icon: <DisconnectIcon />,
      run: () => goTo({ screen: 'start' }),
    },
    startInNewWindow,
    startLab,
    {
      id: 'shell.decoders',
      title: 'Custom decoders…',
      group: 'Window',
      keywords: 'protobuf proto message types values codecs',
      icon: <ListIcon />,
      run: () => showOverlay('decoders'),
    },
    {
      id: 'theme.light',
      title: 'Use the light theme',
      group: 'Appearance',
      keywords: 'colour day',
      icon: <SunIcon />,
      run: () => update({ theme: 'light' }),
    },
    {
      id: 'theme.dark',
      title: 'Use the dark theme',
      group: 'Appearance',
      keywords: 'colour night',
      icon: <MoonIcon />,
      run: () => update({ theme: 'dark' }),
    },
    {
      id: 'theme.system',
      title: 'Follow the system’s theme',
      group: 'Appearance',
      keywords: 'colour auto',
      icon: <SystemThemeIcon />,
      run: () => update({ theme: 'system' }),
    },
  ]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The command of a key press. A sign without a modifier belongs to the field it is typed into; F1 is none. */
function commandOf(event: KeyboardEvent, commands: readonly Command[]): Command | undefined {
  return commands.find(
    (command) =>
      command.shortcut !== undefined &&
      matchesShortcut(event, command.shortcut) &&
      (command.shortcut.includes('Mod') || command.id === guideCommand || !isTyping(event.target)),
  );
}

/** Runs commands by their shortcuts, with any focus, unless a component handled the key itself. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || commandSources.get().length === 0) return;
      const command = commandOf(event, commandsFor(''));
      if (command === undefined) return;
      // Dialogs are modal: behind them nothing runs.
      const isBehind = document.querySelector('[role="dialog"][aria-modal="true"], .MuiDialog-root') !== null;
      if (isBehind && command.id !== guideCommand) return;
      event.preventDefault();
      command.run();
    };
    // Before anybody else: a code editor has its own use for these keys, and the palette must open from within it.
    const onKeyDownFirst = (event: KeyboardEvent): void => {
      if (matchesShortcut(event, paletteShortcut) || matchesShortcut(event, guideShortcut)) {
        event.stopPropagation();
        onKeyDown(event);
      }
    };
    window.addEventListener('keydown', onKeyDownFirst, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDownFirst, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
