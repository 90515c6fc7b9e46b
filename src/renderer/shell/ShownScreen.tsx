import { lazy, Suspense, useEffect } from 'react';
import { StartScreen } from '../features/start/StartScreen.tsx';
import { FailureView } from '../parts/failures/FailureView.tsx';
import { ThemeMode } from '../parts/theme/ThemeMode.tsx';
import { useConnections } from '../state/connections.ts';
import { failureOf } from '../state/failure.ts';
import { useRoute } from '../state/route.ts';
import { SettingsProvider, useLoadSettings } from '../state/settings.tsx';
import { forgetOpen } from '../state/window-memory.ts';
import { LoadingRows } from '../ui/LoadingState.tsx';
import { ConnectionGate } from './ConnectionGate.tsx';
import { useConnectionChoices } from './connection-choices.tsx';
import { FileGate } from './FileGate.tsx';
import { Overlays } from './Overlays.tsx';
import { useSandboxAtStart } from './sandbox-at-start.ts';
import { useShellCommands, useShortcuts } from './shell-commands.tsx';
import { useDroppedFiles } from './use-dropped-files.ts';

const ConnectionScreen = lazy(async () => ({
  default: (await import('../features/connection/ConnectionScreen.tsx')).ConnectionScreen,
}));

const GuideScreen = lazy(async () => ({ default: (await import('../features/guide/GuideScreen.tsx')).GuideScreen }));

/** Waits for the settings, then shows what the address says. */
export function ShownScreen() {
  const { surroundings, error, retry } = useLoadSettings();
  // Every screen begins with them: asked for together with the settings, and not after them.
  useConnections();
  if (surroundings === null) {
    // Settings come within a few milliseconds; a skeleton would only flicker.
    return error === null ? null : <FailureView failure={failureOf(error)} onRetry={retry} />;
  }
  return (
    <SettingsProvider value={surroundings}>
      <ThemeMode />
      <Screens />
      <Overlays />
    </SettingsProvider>
  );
}

function Screens() {
  useShellCommands();
  useConnectionChoices();
  useShortcuts();
  useSandboxAtStart();
  useDroppedFiles();
  const route = useRoute();
  // Nothing is open there: what is opened next begins at its beginning.
  const isStart = route.screen === 'start';
  useEffect(() => {
    if (isStart) forgetOpen();
  }, [isStart]);
  switch (route.screen) {
    case 'start':
      return <StartScreen />;
    case 'form':
      return (
        <Suspense fallback={<LoadingRows label="Loading the form" />}>
          <ConnectionScreen
            key={route.mode === 'new' ? 'new' : `${route.mode}/${route.connection}`}
            mode={route.mode}
            connection={route.mode === 'new' ? null : route.connection}
          />
        </Suspense>
      );
    case 'guide':
      return (
        <Suspense fallback={<LoadingRows label="Loading the guide" />}>
          <GuideScreen place={route} />
        </Suspense>
      );
    case 'file':
      return <FileGate key={route.file} file={route.file} place={route.place} />;
    case 'workbench':
      return <ConnectionGate key={route.connection} connection={route.connection} place={route.place} />;
  }
}
