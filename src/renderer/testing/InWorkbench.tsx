import type { ReactNode } from 'react';
import type { Api } from '../../contract/api.ts';
import { LiveSource } from '../parts/source/source.tsx';
import { ConnectionProvider, type OpenConnection } from '../state/connection.tsx';
import { aConnection, aConnectionState } from './builders.ts';
import { InApp } from './InApp.tsx';

/** An open connection named `memory`. */
export const anOpenConnection = (changes: Partial<OpenConnection> = {}): OpenConnection => {
  const { profile } = aConnection('memory');
  return { id: profile.id, profile, state: aConnectionState(), hasEnded: false, ...changes };
};

/** Renders a screen as the workbench does: with an open connection around it. */
export function InWorkbench(props: {
  readonly api: Api;
  readonly connection?: OpenConnection;
  readonly children: ReactNode;
}) {
  return (
    <InApp api={props.api}>
      <ConnectionProvider connection={props.connection ?? anOpenConnection()}>
        <LiveSource>{props.children}</LiveSource>
      </ConnectionProvider>
    </InApp>
  );
}
