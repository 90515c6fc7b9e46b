import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo } from 'react';
import type { ConnectionProfile } from '../../contract/connections/profile.ts';
import type { ConnectionState } from '../../contract/connections/state.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { type ConnectionLabel, labelOf, shownConnection } from './shown-connection.ts';
import { leaveToasts } from './toasts.ts';

/** The open connection of this window. */
export interface OpenConnection {
  readonly id: ConnectionId;
  readonly profile: ConnectionProfile;
  readonly state: ConnectionState;
  /** Reconnecting has ended; `state` is the last one. */
  readonly hasEnded: boolean;
}

const ConnectionContext = createContext<OpenConnection | null>(null);

export function ConnectionProvider(props: { readonly connection: OpenConnection; readonly children: ReactNode }) {
  const { profile } = props.connection;
  // Before any child can show a notice of the connection.
  useLayoutEffect(() => shownConnection.update(() => labelOf(profile)), [profile]);
  useLayoutEffect(
    () => () => {
      shownConnection.update((shown) => (shown?.id === profile.id ? null : shown));
      leaveToasts(profile.id);
    },
    [profile.id],
  );
  return <ConnectionContext value={props.connection}>{props.children}</ConnectionContext>;
}

/** The open connection; only within the workbench. */
export function useConnection(): OpenConnection {
  const connection = useContext(ConnectionContext);
  if (connection === null) throw new Error('useConnection outside of an open connection');
  return connection;
}

/** Returns the open connection; `null` where the window shows a file. */
export const useConnectionIfOpen = (): OpenConnection | null => useContext(ConnectionContext);

/** Returns the open connection in words that stay when it is left; `null` where the window shows a file. */
export function useConnectionLabel(): ConnectionLabel | null {
  const profile = useContext(ConnectionContext)?.profile;
  return useMemo(() => (profile === undefined ? null : labelOf(profile)), [profile]);
}

/** Whether nothing can be written until the connection is unlocked. Core decides; this only says it first. */
export function useIsLocked(): boolean {
  const { readOnly } = useConnection().state;
  return readOnly !== null && readOnly.unlockedUntil === null;
}
