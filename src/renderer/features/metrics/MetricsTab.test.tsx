import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MetricsNotice } from '../../../contract/metrics.ts';
import { ClusterProvider } from '../../state/cluster.tsx';
import { aCluster, aMember } from '../../testing/cluster-builders.ts';
import { InWorkbench } from '../../testing/InWorkbench.tsx';
import { aFailedScrape, aMemberScrape, scrapesUntil } from '../../testing/metrics-builders.ts';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { MetricsTab } from './MetricsTab.tsx';

afterEach(cleanup);

const [one, two, three] = [aMember({ name: 'etcd-1' }), aMember({ name: 'etcd-2' }), aMember({ name: 'etcd-3' })];
const to = Date.UTC(2026, 0, 1, 12);
const healthy = () => [aMemberScrape(one.id, { isLeader: 1 }), aMemberScrape(two.id), aMemberScrape(three.id)];

async function shown(...notices: readonly MetricsNotice[]) {
  const stream = fedStream<MetricsNotice>();
  const members = fedStream<ReturnType<typeof aCluster>>();
  const api = scriptedApi(
    {
      metrics: { follow: (_request, options) => stream.open(options?.signal) },
      cluster: { follow: (_request, options) => members.open(options?.signal) },
    },
    { nativeDialogs: true },
  );
  render(
    <InWorkbench api={api}>
      <ClusterProvider>
        <MetricsTab />
      </ClusterProvider>
    </InWorkbench>,
  );
  await expect.poll(() => stream.opened()).toBe(1);
  act(() => {
    members.push(aCluster([one, two, three]));
    stream.push(...notices);
  });
  return stream;
}

const history = (count: number, rows = healthy): MetricsNotice => ({
  kind: 'history',
  scrapes: scrapesUntil(to, count, rows),
  marks: [{ at: to - 20_000, kind: 'leader', member: two.id }],
});

it('waits for the first scrape', async () => {
  await shown({ kind: 'history', scrapes: [], marks: [] });
  expect(await screen.findByRole('status', { name: 'Asking the members for metrics' })).toBeTruthy();
});

it('draws a line a member, and says who leads and what was marked', async () => {
  await shown(history(12));
  expect(await screen.findByText(/etcd-1 leads · 3 of 3 serve metrics/)).toBeTruthy();
  expect(screen.getByText(/Marked: .* etcd-2 leads/)).toBeTruthy();
  const disk = screen.getByRole('region', { name: 'Disk' });
  const fsync = within(disk).getByRole('img', { name: /^WAL fsync, p99\. etcd-1: 6\.0 ms now/ });
  expect(fsync.getAttribute('aria-label')).toContain('etcd-3: 6.0 ms now');
  // These members lack it.
  expect(
    within(within(disk).getByRole('group', { name: 'Apply, p99' })).getByText('No value in this time'),
  ).toBeTruthy();
  const database = screen.getByRole('region', { name: 'Database' });
  expect(within(database).getAllByText('quota 2 GiB').length).toBe(2);
});

it('says of a member without metrics why, and goes on with the others', async () => {
  await shown(
    history(3, () => [aMemberScrape(one.id, { isLeader: 1 }), aMemberScrape(two.id), aFailedScrape(three.id)]),
  );
  expect(await screen.findByText(/etcd-1 leads · 2 of 3 serve metrics/)).toBeTruthy();
  expect(screen.getByText(/serves no metrics at https:\/\/10\.0\.0\.9:2379/).textContent).toContain('etcd-3');
  expect(screen.getByRole('img', { name: /^WAL fsync, p99.*etcd-3: no value yet/ })).toBeTruthy();
});

it('says so when no member serves metrics', async () => {
  await shown(history(3, () => [aFailedScrape(one.id), aFailedScrape(two.id)]));
  expect(await screen.findByText('No member serves metrics')).toBeTruthy();
  expect(screen.queryByRole('img')).toBeNull();
});

it('shows a failure, and asks again', async () => {
  const stream = await shown();
  act(() => stream.fail(new EtcdeckError({ code: 'ConnectionNotOpen', message: 'closed' })));
  await userEvent.click(await screen.findByRole('button', { name: /Try again|Retry/ }));
  await expect.poll(() => stream.opened()).toBe(2);
});

it('stands still while paused, and goes on', async () => {
  const stream = await shown(history(3));
  await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
  const next: MetricsNotice = {
    kind: 'scrape',
    scrape: { at: to + 5_000, members: [aMemberScrape(one.id), aMemberScrape(two.id, { isLeader: 1 })] },
  };
  act(() => stream.push(next));
  expect(screen.getByText(/paused at/)).toBeTruthy();
  expect(screen.getByText(/etcd-1 leads/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Resume' }));
  expect(await screen.findByText(/etcd-2 leads · 2 of 2 serve metrics/)).toBeTruthy();
});

it('shows the latest figures as a table', async () => {
  await shown(history(3));
  await userEvent.click(await screen.findByRole('button', { name: 'Table' }));
  const row = screen.getByRole('row', { name: /^WAL fsync, p50/ });
  expect(
    within(row)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent),
  ).toEqual(['1.2 ms', '1.2 ms', '1.2 ms']);
  expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toContain('etcd-2');
});

it('copies the figures as CSV, and a panel as PromQL', async () => {
  const user = userEvent.setup();
  await shown(history(200));
  await user.click(await screen.findByRole('button', { name: '5 min' }));
  await user.click(screen.getByRole('button', { name: 'Copy as CSV' }));
  const lines = (await navigator.clipboard.readText()).trim().split('\r\n');
  expect(lines.length).toBe(1 + 61 * 3);
  expect(lines[0]).toMatch(/^time,member,name,hasLeader,/);
  expect(lines[1]).toMatch(/^2026-01-01T11:55:00\.000Z,[0-9a-f]+,etcd-1,1,1,/);
  await user.click(screen.getByRole('button', { name: 'Copy WAL fsync, p99 as PromQL' }));
  expect(await navigator.clipboard.readText()).toBe(
    'histogram_quantile(0.99, sum by (instance, le) (rate(etcd_disk_wal_fsync_duration_seconds_bucket[5m])))',
  );
});
