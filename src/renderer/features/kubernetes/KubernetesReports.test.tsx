import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { RequestOf } from '../../../contract/api.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ReportRow } from '../../../contract/kubernetes-reports.ts';
import { atHead, sourceChoiceOf } from '../../parts/source/source-choice.ts';
import { showPlan } from '../../state/plans.ts';
import { labelOf, shownConnection } from '../../state/shown-connection.ts';
import { tasks } from '../../state/tasks.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aSnapshotReport, kubernetesApi, registry } from '../../testing/kubernetes-builders.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { KubernetesScreen } from './KubernetesScreen.tsx';

afterEach(() => {
  cleanup();
  showPlan(null);
  shownConnection.update(() => null);
  tasks.update(() => []);
  sourceChoiceOf(anOpenConnection().id).update(() => atHead);
});

const aReportRow = (name: string): ReportRow => ({
  key: bytesOf(`/registry/secrets/shop/${name}`),
  ...{ resource: 'secrets', namespace: 'shop', name, apiVersion: 'v1', provider: null, keyName: null, lease: null },
  ...{ bytes: 300, writes: 1, managedFieldsBytes: 0, lastAppliedBytes: 0 },
});

function aScreen(...answers: Parameters<typeof kubernetesApi>): void {
  render(
    <InWorkbench api={kubernetesApi(...answers)}>
      <KubernetesScreen />
    </InWorkbench>,
  );
}

it('makes a report when it is asked to, and only then', async () => {
  const report = vi.fn(async function* () {
    yield { kind: 'progress', scanned: 5, total: 10 } as const;
    throw new EtcdeckError({ code: 'PermissionDenied', message: 'etcdserver: permission denied' });
  });
  aScreen({ report });
  await userEvent.click(await screen.findByRole('tab', { name: 'Reports' }));
  expect(report).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Make a report' }));
  expect(await screen.findByText(/permission/i)).toBeTruthy();
});

it('leaves a report that is being made with its own registry', async () => {
  shownConnection.update(() => labelOf(anOpenConnection().profile));
  aScreen({
    registries: async () => [registry, { prefix: bytesOf('/other/'), isKine: false }],
    async *report() {
      yield { kind: 'progress', scanned: 5, total: 10 } as const;
      await new Promise(() => {});
    },
  });
  await userEvent.click(await screen.findByRole('tab', { name: 'Reports' }));
  await userEvent.click(screen.getByRole('button', { name: 'Make a report' }));
  await screen.findByRole('button', { name: 'Stop' });
  await userEvent.click(screen.getByRole('combobox'));
  await userEvent.click(await screen.findByRole('option', { name: '/other/' }));
  expect(await screen.findByRole('button', { name: 'Make a report' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
});

it('says what a report will tell before it is made', async () => {
  aScreen();
  await userEvent.click(await screen.findByRole('tab', { name: 'Reports' }));
  expect(screen.getByText(/what lies in clear: Secrets too/)).toBeTruthy();
  expect(screen.getByText(/every object beneath \/registry\/ is read once/)).toBeTruthy();
});

it('opens the objects behind a figure, and goes back to the report', async () => {
  const reportRows = vi.fn(async function* ({ after }: RequestOf<'kubernetes.reportRows'>) {
    const row = aReportRow(after === null ? 'orders-db' : 'users-db');
    yield { kind: 'rows', rows: [row] } as const;
    yield { kind: 'ended', scanned: 1_000, next: after === null ? row.key : null, revision: 9 } as const;
  });
  aScreen({
    async *report() {
      yield { kind: 'report', report: aSnapshotReport() };
    },
    reportRows,
  });
  await userEvent.click(await screen.findByRole('tab', { name: 'Reports' }));
  await userEvent.click(screen.getByRole('button', { name: /^Make/ }));
  await userEvent.click(await screen.findByRole('tab', { name: 'Encryption' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Show 34 secrets in clear' }));
  expect(await screen.findByText('orders-db')).toBeTruthy();
  expect(screen.getByText('The first 1 of 34. Sorting is within these.')).toBeTruthy();
  expect(reportRows.mock.lastCall?.[0]).toMatchObject({
    source: { revision: 9 },
    figure: { kind: 'encryption', resource: 'secrets', provider: null, keyName: null },
    after: null,
  });
  await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
  expect(await screen.findByText('users-db')).toBeTruthy();
  expect(reportRows.mock.lastCall?.[0].after).toEqual(aReportRow('orders-db').key);
  await userEvent.click(screen.getByRole('button', { name: 'Back to the report' }));
  expect(await screen.findByRole('region', { name: 'Encryption at rest' })).toBeTruthy();
});

it('shows the report of the registry in front, and no other registry’s', async () => {
  aScreen({
    registries: async () => [registry, { prefix: bytesOf('/other/'), isKine: false }],
    async *report({ registry: asked }) {
      const isFirst = asked.length === registry.prefix.length;
      yield { kind: 'report', report: aSnapshotReport({ revision: isFirst ? 9 : 7 }) };
    },
  });
  const show = async (prefix: string): Promise<void> => {
    await userEvent.click(screen.getByRole('combobox', { name: 'Registry' }));
    await userEvent.click(await screen.findByRole('option', { name: prefix }));
  };
  await userEvent.click(await screen.findByRole('tab', { name: 'Reports' }));
  await userEvent.click(screen.getByRole('button', { name: 'Make a report' }));
  await screen.findByText(/^Revision 9, made/);
  await show('/other/');
  expect(await screen.findByRole('button', { name: 'Make a report' })).toBeTruthy();
  expect(screen.queryByText(/^Revision 9, made/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Make a report' }));
  await screen.findByText(/^Revision 7, made/);
  await show('/registry/');
  await screen.findByText(/^Revision 9, made/);
});
