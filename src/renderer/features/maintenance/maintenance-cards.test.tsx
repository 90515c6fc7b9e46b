import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type {
  ClusterVersions,
  GrownNotice,
  HashComparison,
  HashNotice,
  MemberVersions,
  PerformanceResult,
} from '../../../contract/maintenance.ts';
import { ClusterProvider } from '../../state/cluster.tsx';
import { planRequest, showPlan } from '../../state/plans.ts';
import { aCluster, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { anOperationsPlan, anOperationsReport } from '../../testing/plan-builders.ts';
import { fedStream, type Script, scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { GrownCard } from './GrownCard.tsx';
import { HashCard } from './HashCard.tsx';
import { PerformanceCard } from './PerformanceCard.tsx';
import { VersionsCard } from './VersionsCard.tsx';

const connection = anOpenConnection();

afterEach(() => {
  cleanup();
  showPlan(null);
});

const show = (script: Script, card: ReactNode) => {
  const status = fedStream<ClusterStatus>();
  render(
    <InWorkbench api={scriptedApi({ cluster: { follow: () => status.open() }, ...script })} connection={connection}>
      <ClusterProvider>{card}</ClusterProvider>
    </InWorkbench>,
  );
  return status;
};

const hashes = (...values: readonly (number | null)[]): HashComparison['members'] =>
  values.map((hash, at) => ({
    ...{ member: `a${at + 1}` as MemberId, name: `etcd-${at + 1}`, hash, compactRevision: 7 },
    failure: hash === null ? { code: 'ConnectionRefused', message: 'refused', retry: true } : null,
  }));

async function compared(comparison: HashComparison): Promise<readonly (string | null)[]> {
  const stream = fedStream<HashNotice>();
  const hashKV = vi.fn((_request: unknown, options?: { readonly signal?: AbortSignal }) =>
    stream.open(options?.signal),
  );
  show({ maintenance: { hashKV } }, <HashCard />);
  await screen.findByText(/It answers nothing else meanwhile/);
  expect(hashKV).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Compare' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  expect(hashKV.mock.calls[0]?.[0]).toEqual({ connection: connection.id, revision: null });
  act(() => stream.push({ kind: 'asking', member: 'a1' as MemberId, done: 1, total: 3 }));
  await screen.findByText('Member 2 of 3');
  act(() => {
    stream.push({ kind: 'compared', comparison });
    stream.end();
  });
  await screen.findByRole('button', { name: 'Compare again' });
  const list = screen.getByRole('list', { name: 'Hashes' });
  return within(list)
    .getAllByRole('listitem')
    .map((item) => item.textContent);
}

it('says that the members hold the same data', async () => {
  const comparison = { revision: 1_234, verdict: 'equal', members: hashes(5, 5), different: [] } as const;
  expect(await compared(comparison)).toEqual(['etcd-15', 'etcd-25']);
  expect(screen.getByText('equal')).toBeDefined();
  expect(screen.getByText(/at revision 1,234/)).toBeDefined();
});

it('names the member that differs from the rest', async () => {
  const different = ['a3' as MemberId];
  await compared({ revision: 9, verdict: 'different', members: hashes(5, 5, 6), different });
  expect(screen.getByText('at revision 9: etcd-3 differs from the rest')).toBeDefined();
});

it('says that nothing is known where a member did not answer, and why', async () => {
  const rows = await compared({ revision: 9, verdict: 'unknown', members: hashes(5, null), different: [] });
  expect(screen.getByText('not known')).toBeDefined();
  expect(rows[1]).toBe('etcd-2Nothing listens on that port.');
});

it('stops comparing, and says why it could not', async () => {
  const stream = fedStream<HashNotice>();
  show({ maintenance: { hashKV: (_request, options) => stream.open(options?.signal) } }, <HashCard />);
  await userEvent.click(await screen.findByRole('button', { name: 'Compare' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(stream.stopped()).toBe(1));
  await userEvent.click(screen.getByRole('button', { name: 'Compare' }));
  await waitFor(() => expect(stream.opened()).toBe(2));
  act(() => stream.fail(new EtcdeckError({ code: 'PermissionDenied', message: 'no' })));
  await screen.findByRole('button', { name: 'Try again' });
});

it('shows the largest prefixes with the share of each, and how far it looks', async () => {
  const stream = fedStream<GrownNotice>();
  show({ maintenance: { whatGrew: (_request, options) => stream.open(options?.signal) } }, <GrownCard />);
  await userEvent.click(await screen.findByRole('button', { name: 'Look' }));
  await waitFor(() => expect(stream.opened()).toBe(1));
  act(() => stream.push({ kind: 'progress', scanned: 12_000 }));
  await screen.findByText('12,000 keys read');
  act(() => {
    const prefixes = [
      { prefix: bytesOf('/registry/events/'), keys: 41_200, bytes: 900_000_000 },
      { prefix: bytesOf('/a\u001b'), keys: 1, bytes: 12 },
    ];
    stream.push({ kind: 'grown', prefixes, total: { keys: 50_000, bytes: 1_000_000_000 }, isWhole: false });
    stream.end();
  });
  const list = await screen.findByRole('list', { name: 'The largest prefixes' });
  const rows = within(list)
    .getAllByRole('listitem')
    .map((item) => item.textContent);
  expect(rows).toEqual(['/registry/events/41,200 keys858 MiB', '/a\\x1b1 key12 B']);
  expect(screen.getByText(/Not every key could be read/)).toBeDefined();
  expect(screen.getByText('50,000 keys with 954 MiB in all, without their history.')).toBeDefined();
});

it('says that there are no keys', async () => {
  async function* whatGrew() {
    yield { kind: 'grown', prefixes: [], total: { keys: 0, bytes: 0 }, isWhole: true } as const;
  }
  show({ maintenance: { whatGrew } }, <GrownCard />);
  await userEvent.click(await screen.findByRole('button', { name: 'Look' }));
  await screen.findByText('There are no keys.');
});

const versions = (facts: Partial<MemberVersions> = {}): MemberVersions => ({
  ...{ member: 'a1' as MemberId, name: 'etcd-1', server: '3.6.5', cluster: '3.6', storage: '3.6' },
  ...{ gates: [], failure: null },
  ...facts,
});

it('shows versions and feature gates, and plans a downgrade or its end', async () => {
  const planDowngrade = vi.fn((_request: unknown) => fedStream<never>().open());
  const gates = [
    { name: 'InitialCorruptCheck', stage: 'ALPHA', isEnabled: true },
    { name: 'CompactHashCheck', stage: 'BETA', isEnabled: false },
  ];
  const told: ClusterVersions = {
    members: [versions({ gates }), versions({ member: 'a2' as MemberId, name: 'etcd-2', server: null, failure: null })],
    downgrade: { kind: 'possible', to: '3.5' },
  };
  const ask = vi.fn(async () => told);
  show({ maintenance: { versions: ask }, plans: { planDowngrade } }, <VersionsCard />);
  const list = await screen.findByRole('list', { name: 'Versions of the members' });
  const rows = within(list).getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual(['etcd-13.6.5', 'etcd-2no answer']);
  expect(screen.getByText('Cluster version 3.6 · storage version 3.6')).toBeDefined();
  expect(screen.getByText('Feature gates (1 of 2 on)')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Downgrade…' }));
  planRequest.get()?.plan({});
  expect(planDowngrade.mock.calls[0]?.[0]).toEqual({ connection: connection.id, to: '3.5' });
  ask.mockResolvedValue({ ...told, downgrade: { kind: 'underWay', to: '3.5' } });
  act(() => planRequest.get()?.onDidEnd?.(anOperationsReport(), anOperationsPlan()));
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel it…' }));
  planRequest.get()?.plan({});
  expect(planDowngrade.mock.calls[1]?.[0]).toEqual({ connection: connection.id, to: null });
});

it('asks for the versions again when a member stops', async () => {
  const notOffered = { kind: 'notOffered', reason: 'etcd 3.5 has no downgrade.' } as const;
  const ask = vi.fn(async (): Promise<ClusterVersions> => ({ members: [versions()], downgrade: notOffered }));
  const status = show({ maintenance: { versions: ask } }, <VersionsCard />);
  await screen.findByText(notOffered.reason);
  await act(async () => status.push(aCluster([aMember({ id: 'a1' as MemberId })])));
  await act(async () => status.push(aCluster([aMember({ id: 'a1' as MemberId })])));
  expect(ask).toHaveBeenCalledTimes(1);
  await act(async () => status.push(aCluster([aSilentMember({}, { id: 'a1' as MemberId })])));
  await waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
});

it('says why there is no downgrade, and why versions are not told', async () => {
  const ask = vi.fn(async (): Promise<ClusterVersions> => {
    if (ask.mock.calls.length === 1) throw new EtcdeckError({ code: 'PermissionDenied', message: 'no' });
    return { members: [versions()], downgrade: { kind: 'notOffered', reason: 'etcd 3.5 has no downgrade.' } };
  });
  show({ maintenance: { versions: ask } }, <VersionsCard />);
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await screen.findByText('etcd 3.5 has no downgrade.');
  expect(screen.queryByRole('button')).toBeNull();
});

it('plans to measure with the load that is chosen, and shows what came of it', async () => {
  const planCheckPerformance = vi.fn((_request: unknown) => fedStream<never>().open());
  show({ plans: { planCheckPerformance } }, <PerformanceCard />);
  await userEvent.click(await screen.findByRole('combobox', { name: 'Load' }));
  await userEvent.click(await screen.findByRole('option', { name: /^Medium/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Check…' }));
  const request = planRequest.get();
  request?.plan({});
  expect(planCheckPerformance.mock.calls[0]?.[0]).toEqual({ connection: connection.id, load: 'm' });
  const performance: PerformanceResult = {
    ...{ load: 'm', writesPerSecond: 912.4, slowestMs: 1_450, standardDeviationMs: 31, errors: 2 },
    ...{ passed: false, wasAppBusy: true, prefix: '/etcdeck-perf/1/', isCleanedUp: false },
  };
  const results = [{ kind: 'performance', performance } as const];
  act(() => request?.onDidEnd?.(anOperationsReport({ results }), anOperationsPlan()));
  await screen.findByText('did not pass');
  expect(screen.getByText('912 per second')).toBeDefined();
  expect(screen.getByText('Keys beneath /etcdeck-perf/1/: delete them')).toBeDefined();
  expect(screen.getByText(/The app itself was busy/)).toBeDefined();
  const clean = [{ kind: 'performance', performance: { ...performance, passed: true, isCleanedUp: true } } as const];
  act(() => request?.onDidEnd?.(anOperationsReport({ results: clean }), anOperationsPlan()));
  await screen.findByText('passed');
  expect(screen.queryByText(/delete them/)).toBeNull();
});

it('shows ten prefixes, and all of them when asked', async () => {
  async function* whatGrew() {
    const prefixes = Array.from({ length: 30 }, (_, at) => ({ prefix: bytesOf(`/p${at}/`), keys: 2, bytes: 90 - at }));
    yield { kind: 'grown', prefixes, total: { keys: 60, bytes: 2_700 }, isWhole: true } as const;
  }
  show({ maintenance: { whatGrew } }, <GrownCard />);
  await userEvent.click(await screen.findByRole('button', { name: 'Look' }));
  const list = await screen.findByRole('list', { name: 'The largest prefixes' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(10);
  await userEvent.click(screen.getByRole('button', { name: 'Show 20 more' }));
  expect(within(list).getAllByRole('listitem')).toHaveLength(30);
});
