import Box from '@mui/material/Box';
import { Suspense } from 'react';
import { findNames } from '../parts/find-names.tsx';
import { useApi } from '../state/api.tsx';
import { ClusterProvider } from '../state/cluster.tsx';
import { useCommandFinder, useCommandSource, useCommands } from '../state/commands.ts';
import { useConnection } from '../state/connection.tsx';
import { formatKeyFocus } from '../state/key-focus.ts';
import { goTo, type Place } from '../state/route.ts';
import { bytesOf, toHex } from '../ui/byte-text.ts';
import { SearchIcon } from '../ui/icons.tsx';
import { LoadingRows } from '../ui/LoadingState.tsx';
import { color } from '../ui/tokens.ts';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import { Corrections } from './Corrections.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { PlanHost } from './PlanHost.tsx';
import { ActivityRail } from './workbench/ActivityRail.tsx';
import { Header } from './workbench/Header.tsx';
import { ProtectionBand } from './workbench/ProtectionBand.tsx';
import { placeEntries } from './workbench/places.tsx';
import { StatusBar } from './workbench/StatusBar.tsx';
import { useResumedWatches } from './workbench/use-resumed-watches.ts';

/** The frame that every screen of an open connection stands in. */
export function Workbench({ place }: { readonly place: Place }) {
  const api = useApi();
  const { id, profile } = useConnection();
  useResumedWatches();
  useCommands(
    placeEntries.map((entry) => ({
      id: `place.${entry.place}`,
      title: `Show ${entry.label}`,
      group: 'Go to',
      icon: entry.icon,
      shortcut: entry.shortcut,
      run: () => goTo({ screen: 'workbench', connection: id, place: entry.place, focus: null }),
    })),
  );
  const show = (where: Place, focus: string): void =>
    goTo({ screen: 'workbench', connection: id, place: where, focus });
  useCommandSource((query) =>
    query.trim() === ''
      ? []
      : [
          {
            id: 'keys.search-all',
            title: `Search all names for “${query}”`,
            group: 'Keys',
            icon: <SearchIcon />,
            isLiteral: true,
            run: () => show('keys', formatKeyFocus({ kind: 'search', text: query })),
          },
        ],
  );
  useCommandFinder({
    noun: 'key',
    find: (query, signal) =>
      findNames(
        {
          api,
          connection: id,
          within: bytesOf(profile.prefix),
          onKey: (key) => show('keys', formatKeyFocus({ kind: 'key', key })),
          onObject: (key) => show('kubernetes', toHex(key)),
        },
        query,
        signal,
      ),
  });
  const entry = placeEntries.find((one) => one.place === place);
  return (
    <ClusterProvider>
      <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
        <ProtectionBand />
        <Header />
        <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
          <ActivityRail connection={id} place={place} />
          <Box
            component="main"
            aria-label={entry?.label}
            // Scrolls where its screen is taller, and must do so by keyboard too.
            tabIndex={0}
            sx={{
              flex: 1,
              minWidth: 0,
              overflow: 'auto',
              position: 'relative',
              '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: '-2px' },
            }}
          >
            <VisuallyHidden as="h1">{`${entry?.label ?? ''} of ${profile.name}`}</VisuallyHidden>
            <ErrorBoundary key={place}>
              <Suspense fallback={<LoadingRows label="Loading the screen" />}>
                {entry === undefined ? null : <entry.Screen />}
              </Suspense>
            </ErrorBoundary>
          </Box>
        </Box>
        <StatusBar />
        <PlanHost />
        <Corrections />
      </Box>
    </ClusterProvider>
  );
}
