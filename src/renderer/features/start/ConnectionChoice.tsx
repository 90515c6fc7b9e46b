import Box from '@mui/material/Box';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useCommands } from '../../state/commands.ts';
import { findConnections, recentFirst } from '../../state/connection-search.ts';
import { useConnections } from '../../state/connections.ts';
import { failureOf } from '../../state/failure.ts';
import { useLayout } from '../../state/layout.ts';
import { goTo, openWindow, type Route } from '../../state/route.ts';
import { firstPlaceOf } from '../../state/screens.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ConnectIcon, SearchIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { color, size } from '../../ui/tokens.ts';
import { ConnectionList, type ConnectionListHandle } from './ConnectionList.tsx';
import { rowHeight } from './ConnectionRow.tsx';
import { ConnectionSearch } from './ConnectionSearch.tsx';
import { groupedEntries, plainEntries } from './connection-entries.ts';
import { DamagedConnectionRow } from './DamagedConnectionRow.tsx';
import { useUrgentFirst } from './use-urgent-first.ts';

/** With more connections than this there is a search. */
const searchedFrom = 8;
const none: readonly ConnectionSummary[] = [];

const readTags = (json: unknown): readonly string[] | null =>
  Array.isArray(json) ? json.filter((tag) => typeof tag === 'string').slice(-100) : null;

/** The connections to choose from, and the search for one of many. The keyboard begins here. */
export function ConnectionChoice({ scroller }: { readonly scroller: RefObject<HTMLElement | null> }) {
  const connections = useConnections();
  const recent = useMemo(() => recentFirst(connections.data ?? none), [connections.data]);
  const { ordered: all, onDidAnswer } = useUrgentFirst(recent);
  const [text, setText] = useState('');
  const [collapsed, setCollapsed] = useLayout<readonly string[]>('start.collapsed', [], readTags);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<ConnectionListHandle>(null);

  const isSearching = text.trim() !== '';
  const found = useMemo(() => findConnections(all, text), [all, text]);
  const usable = useMemo(() => found.filter(({ damage }) => damage === null), [found]);
  const entries = useMemo(
    () => (isSearching ? plainEntries(usable) : groupedEntries(usable, new Set(collapsed))),
    [isSearching, usable, collapsed],
  );
  const hasSearch = all.length > searchedFrom;
  const toggle = (tag: string): void =>
    setCollapsed(
      collapsed.includes(tag) ? collapsed.filter((other) => other !== tag) : [...collapsed, tag].slice(-100),
    );

  useCommands(
    hasSearch
      ? [
          {
            id: 'connection.search',
            title: 'Search the connections',
            group: 'Connections',
            icon: <SearchIcon />,
            shortcut: '/',
            run: () => search.current?.focus(),
          },
        ]
      : [],
  );
  const isListed = connections.data !== undefined;
  // Once, as soon as there is a row: nothing is taken from a dialog that opened before.
  useEffect(() => {
    if (!isListed || document.activeElement !== document.body) return;
    if (search.current === null) list.current?.focus();
    else search.current.focus({ preventScroll: true });
  }, [isListed]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const [first] = usable;
    if (event.key === 'ArrowDown') list.current?.focus();
    else if (event.key === 'Enter' && isSearching && first !== undefined) {
      const { id } = first.profile;
      const route: Route = { screen: 'workbench', connection: id, place: firstPlaceOf(id), focus: null };
      if (event.ctrlKey || event.metaKey) openWindow(route);
      else goTo(route);
    } else if (event.key === 'Escape' && text !== '') setText('');
    else if (event.key === 'Escape') list.current?.focus();
    else return;
    event.preventDefault();
  };

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
      {hasSearch ? (
        <ConnectionSearch
          text={text}
          inputRef={search}
          found={isSearching ? found.length : null}
          of={all.length}
          onChange={setText}
          onKeyDown={onKeyDown}
        />
      ) : null}
      <Box
        component="section"
        aria-label="Connections"
        sx={{
          bgcolor: color.surface,
          border: `1px solid ${color.line}`,
          borderRadius: `${size.cardRadius}px`,
          overflow: 'hidden',
        }}
      >
        {connections.isPending ? <LoadingRows label="Loading connections" rows={3} rowHeight={rowHeight} /> : null}
        {connections.error === null ? null : (
          <FailureView failure={failureOf(connections.error)} onRetry={() => void connections.refetch()} />
        )}
        {isListed && all.length === 0 ? <NoConnections /> : null}
        {all.length > 0 && found.length === 0 ? (
          <EmptyState title={`No connection matches “${text.trim()}”`}>
            Names, endpoints and tags are searched. Escape shows all of them again.
          </EmptyState>
        ) : null}
        <DamagedConnections connections={found} />
        {entries.length === 0 ? null : (
          <ConnectionList
            ref={list}
            entries={entries}
            scroller={scroller}
            onToggle={toggle}
            onLeave={() => search.current?.focus()}
            onDidAnswer={onDidAnswer}
          />
        )}
      </Box>
    </Box>
  );
}

/** Those that cannot be opened stand before all others: each waits for the operator. */
function DamagedConnections({ connections }: { readonly connections: readonly ConnectionSummary[] }) {
  const damaged = connections.flatMap(({ profile, damage }) => (damage === null ? [] : [{ profile, damage }]));
  if (damaged.length === 0) return null;
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, borderBottom: `1px solid ${color.line}` }}>
      {damaged.map(({ profile, damage }) => (
        <DamagedConnectionRow key={profile.id} profile={profile} damage={damage} />
      ))}
    </Box>
  );
}

function NoConnections() {
  return (
    <EmptyState icon={<ConnectIcon size={28} />} title="No connection yet">
      Add the endpoints of a cluster with <b>New connection</b>, <b>Import</b> what etcdctl or kubeadm has already, or
      try etcdeck on real members of your own with <b>Start a sandbox cluster</b>.
    </EmptyState>
  );
}
