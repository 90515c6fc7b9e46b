import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { ClusterApi, ClusterStatus } from '../../../contract/cluster.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { ConnectionsApi } from '../../../contract/connections.ts';
import { type ErrorCode, EtcdeckError } from '../../../contract/failure.ts';
import { aConnection, aConnectionState } from '../../testing/builders.ts';
import { aCluster, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { InApp } from '../../testing/InApp.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { StartScreen } from './StartScreen.tsx';

afterEach(cleanup);

const aCheckedOne = (changes: Partial<ConnectionSummary['profile']> = {}, facts: Partial<ConnectionSummary> = {}) =>
  aConnection('prod', { checksHealth: true, ...changes }, facts);

/** A start screen that lists these, with the streams that a health check holds. */
function aStartScreen(...listed: readonly ConnectionSummary[]) {
  const states = fedStream<ConnectionState>();
  const cluster = fedStream<ClusterStatus>();
  const open = vi.fn<ConnectionsApi['open']>((_, options) => states.open(options?.signal));
  const follow = vi.fn<ClusterApi['follow']>((_, options) => cluster.open(options?.signal));
  // Any other method fails the test.
  const api = scriptedApi({ connections: { list: async () => listed, open }, cluster: { follow } });
  const { unmount } = render(
    <InApp api={api}>
      <StartScreen />
    </InApp>,
  );
  return { states, cluster, open, follow, unmount };
}

/** What the row says of health, and why. */
const health = async (text: string, note = ''): Promise<void> => {
  const row = await screen.findByRole('button', { name: 'Connect to prod' });
  const said = () => document.getElementById(row.getAttribute('aria-describedby') ?? '')?.textContent;
  await waitFor(() => expect(said()).toBe(note === '' ? text : `${text}: ${note}`));
};

const refusal = (endpoint: string) => ({
  code: 'ConnectionRefused' as const,
  message: 'connect ECONNREFUSED',
  endpoint,
  retry: true,
});
const silence = (endpoint = 'https://10.0.4.11:2379') =>
  aConnectionState({ phase: 'connecting', failure: refusal(endpoint) });

it('tells how many voters answer, and lets go when the start screen is left', async () => {
  const { states, cluster, open, follow, unmount } = aStartScreen(aCheckedOne());
  await health('checking');
  expect(open.mock.calls[0]?.[0]).toEqual({ connection: 'prod', secrets: {}, isHealthCheck: true });
  expect(follow).not.toHaveBeenCalled();
  states.push(aConnectionState());
  await waitFor(() => expect(follow).toHaveBeenCalled());
  expect(follow.mock.calls[0]?.[0].intervalMs).toBeGreaterThanOrEqual(10_000);
  await health('checking');
  cluster.push(aCluster([aMember(), aMember(), aMember()]));
  await health('3 of 3 voters answer');
  cluster.push(aCluster([aMember(), aMember(), aSilentMember()]));
  await health('2 of 3 voters answer');
  cluster.push(aCluster([aMember(), aSilentMember(), aSilentMember()]));
  await health('no quorum', '1 of 3 voters are healthy.');
  cluster.push(aCluster([aMember({ alarms: ['NOSPACE'] }), aMember(), aMember()]));
  await health('writes refused', '3 of 3 voters answer, and a member is out of space.');
  unmount();
  expect([states.stopped(), cluster.stopped()]).toEqual([1, 1]);
});

it('says that none answers once each endpoint was tried, and when one does again', async () => {
  const endpoints = ['https://10.0.4.11:2379', 'https://10.0.4.12:2379'] as const;
  const { states, cluster, follow } = aStartScreen(aCheckedOne({ endpoints }));
  await health('checking');
  states.push(silence(endpoints[0]));
  await health('checking');
  states.push(silence(endpoints[1]));
  await health('does not answer', 'Nothing listens on that port.');
  states.push(aConnectionState());
  await waitFor(() => expect(follow).toHaveBeenCalled());
  cluster.push(aCluster([aMember()]));
  await health('1 of 1 voters answer');
});

it.each<[ErrorCode, string, string]>([
  ['ServerCertificateExpired', 'does not open', 'The server’s certificate has ended, or has not begun.'],
  ['AuthFailed', 'does not open', 'User or password is wrong.'],
  ['PassphraseRequired', 'not checked', 'It needs a secret that is not stored. Open it to give it.'],
])('says why it cannot be held: %s', async (code, text, note) => {
  const { states } = aStartScreen(aCheckedOne({ user: 'root' }, { hasPassword: true }));
  await health('checking');
  states.fail(new EtcdeckError({ code, message: '' }));
  await health(text, note);
});

it.each<[string, ConnectionSummary]>([
  ['password', aCheckedOne({ user: 'root' })],
  ['pasted key', aCheckedOne({ tls: { ...aConnection('x').profile.tls, certPem: 'PEM' } })],
  [
    'SSH password',
    aCheckedOne({ ssh: { host: 'b', port: 22, user: 'u', auth: 'password', keyFile: null, manifest: null } }),
  ],
])('dials nothing where the %s would have to be typed', async (_, summary) => {
  const { open } = aStartScreen(summary);
  await health('not checked', 'It needs a secret that is not stored. Open it to give it.');
  expect(open).not.toHaveBeenCalled();
});

it('checks a running sandbox, and nothing that did not ask for it', async () => {
  const { open } = aStartScreen(aConnection('lab'), aConnection('Sandbox', {}, { origin: 'sandbox' }));
  const lab = await screen.findByRole('button', { name: 'Connect to lab' });
  expect(lab.hasAttribute('aria-describedby')).toBe(false);
  await waitFor(() => expect(open).toHaveBeenCalled());
  expect(open.mock.calls.map(([{ connection }]) => connection)).toEqual(['Sandbox']);
});
