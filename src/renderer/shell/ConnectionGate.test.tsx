import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { ClusterStatus } from '../../contract/cluster.ts';
import type { ConnectionSecrets } from '../../contract/connections/profile.ts';
import type { ConnectionState } from '../../contract/connections/state.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { useConnections } from '../state/connections.ts';
import { aConnection, aConnectionState } from '../testing/builders.ts';
import { InApp } from '../testing/InApp.tsx';
import { fedStream, scriptedApi } from '../testing/scripted-api.ts';
import { ConnectionGate } from './ConnectionGate.tsx';

afterEach(cleanup);

const prod = aConnection('prod', { user: 'root' });

function aGate(connections = [prod]) {
  const states = fedStream<ConnectionState>();
  const members = fedStream<ClusterStatus>();
  const given: ConnectionSecrets[] = [];
  const api = scriptedApi({
    connections: {
      list: async () => connections,
      open: ({ secrets }, options) => {
        given.push(secrets);
        return states.open(options?.signal);
      },
    },
    cluster: { follow: (_request, options) => members.open(options?.signal) },
  });
  render(
    <InApp api={api}>
      <ConnectionGate connection={prod.profile.id} place="snapshots" />
    </InApp>,
  );
  return { states, members, given };
}

const anError = (code: EtcdeckError['code'], retry = false): EtcdeckError =>
  new EtcdeckError({ code, message: 'said so', retry });

it('asks for a missing password, and again where it was wrong', async () => {
  const { states, given } = aGate();
  await waitFor(() => expect(states.opened()).toBe(1));
  states.fail(anError('PasswordRequired'));
  await userEvent.type(await screen.findByLabelText('Password of root'), '1{Enter}');
  await waitFor(() => expect(states.opened()).toBe(2));
  states.fail(anError('AuthFailed'));
  await screen.findByText('User or password is wrong.');
  await userEvent.type(screen.getByLabelText('Password of root'), '2{Enter}');
  await waitFor(() => expect(states.opened()).toBe(3));
  states.push(aConnectionState());
  await screen.findByRole('banner');
  expect(given).toEqual([{}, { password: '1' }, { password: '2' }]);
});

it('asks for the passphrase of an encrypted key', async () => {
  const { states, given } = aGate();
  await waitFor(() => expect(states.opened()).toBe(1));
  states.fail(anError('PassphraseRequired'));
  await userEvent.type(await screen.findByLabelText('Passphrase of the client key'), '3{Enter}');
  await waitFor(() => expect(given).toEqual([{}, { passphrase: '3' }]));
});

it('says why it does not connect, while it goes on trying', async () => {
  const { states } = aGate();
  await screen.findByRole('heading', { name: 'Connecting to prod' });
  const failure = anError('ConnectionRefused', true).toFailure();
  states.push(aConnectionState({ phase: 'connecting', failure }));
  expect((await screen.findByRole('alert')).textContent).toContain('Nothing listens on that port.');
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  states.push(aConnectionState());
  await screen.findByRole('banner');
});

it('offers another try where it has given up', async () => {
  const { states } = aGate();
  await waitFor(() => expect(states.opened()).toBe(1));
  states.fail(anError('KeyMismatch'));
  await screen.findByRole('heading', { name: 'prod is not connected' });
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(states.opened()).toBe(2));
});

it('keeps the screen when the connection is lost, and when it has ended', async () => {
  const { states } = aGate();
  await waitFor(() => expect(states.opened()).toBe(1));
  states.push(aConnectionState());
  const banner = await screen.findByRole('banner');
  const failure = anError('ConnectionCut', true).toFailure();
  states.push(aConnectionState({ phase: 'reconnecting', failure }));
  await screen.findByText('Reconnecting. The connection was made and then cut.');
  states.fail(anError('ConnectionUnknown'));
  await screen.findByText('The connection has ended.');
  expect(screen.getByRole('banner')).toBe(banner);
});

it('follows the members anew once it is connected again, and not before', async () => {
  const { states, members } = aGate();
  await waitFor(() => expect(states.opened()).toBe(1));
  states.push(aConnectionState());
  await waitFor(() => expect(members.opened()).toBe(1));
  // Another cluster answers: core closes the connection, and what follows its members ends.
  states.fail(anError('ClusterIDMismatch'));
  members.end();
  await userEvent.click(await screen.findByRole('button', { name: 'Connect again' }));
  await waitFor(() => expect(states.opened()).toBe(2));
  expect(members.opened()).toBe(1);
  states.push(aConnectionState());
  await waitFor(() => expect(members.opened()).toBe(2));
});

it('says that a connection is gone', async () => {
  aGate([]);
  expect((await screen.findByRole('alert')).textContent).toContain('This connection is gone.');
});

it('looks anew for a connection that another window saved just after the list was read', async () => {
  const lists = [[]];
  const states = fedStream<ConnectionState>();
  const list = vi.fn(async () => lists.shift() ?? [prod]);
  const api = scriptedApi({ connections: { list, open: (_request, options) => states.open(options?.signal) } });
  const { rerender } = render(
    <InApp api={api}>
      <StartsWithList />
    </InApp>,
  );
  await screen.findByText('0 connections');
  rerender(
    <InApp api={api}>
      <ConnectionGate connection={prod.profile.id} place="snapshots" />
    </InApp>,
  );
  expect(screen.queryByRole('alert')).toBeNull();
  await screen.findByRole('heading', { name: 'Connecting to prod' });
  expect(list).toHaveBeenCalledTimes(2);
});

function StartsWithList() {
  const { data } = useConnections();
  return data === undefined ? null : `${data.length} connections`;
}
