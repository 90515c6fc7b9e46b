import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { ClusterProvider } from '../../state/cluster.tsx';
import type { OpenConnection } from '../../state/connection.tsx';
import { aConnectionState } from '../../testing/builders.ts';
import { aCluster, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { StatusBar } from './StatusBar.tsx';

afterEach(cleanup);

const whole = aCluster([aMember({ name: 'a', isLeader: true }), aMember({ name: 'b' }), aMember({ name: 'c' })]);

async function aBar(status: ClusterStatus) {
  const cluster = fedStream<ClusterStatus>();
  const api = scriptedApi({ cluster: { follow: (_request, options) => cluster.open(options?.signal) } });
  const bar = (connection: OpenConnection) => (
    <InWorkbench api={api} connection={connection}>
      <ClusterProvider>
        <StatusBar />
      </ClusterProvider>
    </InWorkbench>
  );
  const { rerender } = render(bar(anOpenConnection()));
  const footer = await screen.findByRole('contentinfo', { name: 'Status' });
  act(() => cluster.push(status));
  return { footer, cluster, show: (connection: OpenConnection) => rerender(bar(connection)) };
}

it('says who leads, where the store is, and how far away', async () => {
  const { footer } = await aBar(whole);
  await waitFor(() => expect(footer.textContent).toContain('3 of 3 voters answer, 1 may fail'));
  expect(footer.textContent).toContain('leader a');
  expect(footer.textContent).toContain('revision 42');
  expect(footer.textContent).toContain('10.0.4.11:2379 1.5 ms');
  expect(footer.textContent).not.toContain('learned');
});

it('says how many endpoints were learned', async () => {
  const { footer, show } = await aBar(whole);
  const learnedEndpoints = ['https://10.0.4.12:2379', 'https://10.0.4.13:2379'];
  show(anOpenConnection({ state: aConnectionState({ learnedEndpoints }) }));
  expect(footer.textContent).toContain('+2 learned');
});

it('says which endpoint is of another cluster', async () => {
  const { footer, show } = await aBar(whole);
  expect(footer.textContent).not.toContain('another cluster');
  const message = 'http://b:2379 answers for another cluster, 2; the connection is of cluster 1';
  const strangers = [{ code: 'ClusterIDMismatch', message, endpoint: 'http://b:2379', retry: false }] as const;
  show(anOpenConnection({ state: aConnectionState({ strangers }) }));
  expect(footer.textContent).toContain('1 endpoint of another cluster, out of use');
  expect(screen.getByText(/of another cluster/).getAttribute('title')).toContain(message);
});

it.each([
  ['the connection has ended', { hasEnded: true }, 'Not connected'],
  ['it reconnects', { state: aConnectionState({ phase: 'reconnecting', latencyMs: null }) }, 'Reconnecting'],
] as const)('keeps nothing of before when %s', async (_, changes, words) => {
  const { footer, show } = await aBar(whole);
  await waitFor(() => expect(footer.textContent).toContain('leader a'));
  show(anOpenConnection(changes));
  expect(footer.textContent).toContain(words);
  expect(footer.textContent).not.toMatch(/leader|revision|ms|voters/);
});

it('keeps no leader of before when the members no longer answer', async () => {
  const { footer, cluster } = await aBar(whole);
  await waitFor(() => expect(footer.textContent).toContain('leader a'));
  act(() => cluster.fail(new EtcdeckError({ code: 'Unavailable', message: 'no member answers' })));
  await waitFor(() => expect(footer.textContent).toContain('Asking the members'));
  expect(footer.textContent).not.toContain('leader');
});

it('says that writes are refused where a member is out of space', async () => {
  const full = aCluster([aMember({ isLeader: true }), aMember({ alarms: ['NOSPACE'] }), aMember()]);
  const { footer } = await aBar(full);
  await waitFor(() => expect(footer.textContent).toContain('3 of 3 voters answer, writes refused: out of space'));
});

it('is not green without quorum', async () => {
  const { footer } = await aBar(aCluster([aMember({ isLeader: false }), aSilentMember(), aSilentMember()]));
  await waitFor(() => expect(footer.textContent).toContain('1 of 3 voters are healthy: quorum is lost'));
});

it('says that who leads is not told, where the user may not ask', async () => {
  const { footer } = await aBar(aCluster([aMember({ isLeader: null }), aMember({ isLeader: null })]));
  await waitFor(() => expect(footer.textContent).toContain('leader not told'));
});
