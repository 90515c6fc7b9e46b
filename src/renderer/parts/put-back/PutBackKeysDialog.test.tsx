import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../contract/api.ts';
import { liveKeys, snapshotKeys } from '../../../contract/key-source.ts';
import type { SourceOpening } from '../../../contract/sources.ts';
import { PlanHost } from '../../shell/PlanHost.tsx';
import { awaitedPlan, showPlanIn } from '../../state/awaited-plan.ts';
import { showPlan } from '../../state/plans.ts';
import { choosePutBack, putBackInto } from '../../state/put-back-into.ts';
import { aConnection } from '../../testing/builders.ts';
import { aFileOrigin, InFile } from '../../testing/InFile.tsx';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aKeysBody, aPlan } from '../../testing/plan-builders.ts';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { PutBackKeysDialog } from './PutBackKeysDialog.tsx';
import { putBackRequest } from './put-back-request.ts';

const minute = 60_000;
const { id } = anOpenConnection();
const noAct = (): void => undefined;
const folder = { prefix: bytesOf('/a/'), names: null, what: '/a/…' };

afterEach(() => {
  cleanup();
  showPlan(null);
  awaitedPlan.update(() => null);
  window.location.hash = '';
});

const noPlan = () => vi.fn<Api['plans']['planPutBack']>(async function* () {});

it('plans to put back what was at a time in a gap only once the revision is chosen', async () => {
  const [earlier, later] = [
    { revision: 120, at: Date.now() - 40 * minute },
    { revision: 300, at: Date.now() - 2 * minute },
  ];
  const planPutBack = noPlan();
  const onPlan = vi.fn();
  render(
    <InWorkbench api={scriptedApi({ plans: { planPutBack } })}>
      <PutBackKeysDialog
        chosen={folder}
        source={liveKeys(id, 120)}
        gap={{ moment: Date.now() - 4 * minute, earlier, later }}
        onPlan={onPlan}
        onClose={noAct}
      />
    </InWorkbench>,
  );
  const plan = await screen.findByRole('button', { name: 'Plan' });
  expect(plan).toHaveProperty('disabled', true);
  await userEvent.click(screen.getByRole('radio', { name: /^300, the later/ }));
  await userEvent.click(plan);
  onPlan.mock.lastCall?.[0].plan({});
  expect(planPutBack.mock.lastCall?.[0]).toMatchObject({
    from: { source: { revision: 300 } },
    ...{ leases: 'none', closure: false, deletesExtra: false, onExisting: 'overwrite' },
  });
});

it('asks what comes along and what keys get, of a registry’s keys; what came since stays beside the closure', async () => {
  const planPutBack = noPlan();
  const onPlan = vi.fn();
  render(
    <InWorkbench api={scriptedApi({ plans: { planPutBack } })}>
      <PutBackKeysDialog
        chosen={{ prefix: bytesOf('/registry/pods/'), names: null, what: 'pods' }}
        source={liveKeys(id, 9)}
        takesAlong
        onPlan={onPlan}
        onClose={noAct}
      />
    </InWorkbench>,
  );
  const since = await screen.findByRole('checkbox', { name: /^Delete what was created since/ });
  expect(since).toHaveProperty('disabled', true);
  await userEvent.click(screen.getByRole('checkbox', { name: /^On a lease again/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Plan' }));
  onPlan.mock.lastCall?.[0].plan({});
  expect(planPutBack.mock.lastCall?.[0]).toMatchObject({ leases: 'grant', closure: true, deletesExtra: false });
});

it('asks into which connection keys of a file go, and leaves the plan for it to show', async () => {
  const saved = aConnection('staging');
  const list = async () => [saved];
  render(
    <InFile api={scriptedApi({ connections: { list } })}>
      <PutBackKeysDialog chosen={folder} source={snapshotKeys('/tmp/a.db')} onPlan={noAct} onClose={noAct} />
    </InFile>,
  );
  expect(await screen.findByRole('dialog', { name: 'Put /a/… back from a.db' })).toBeTruthy();
  expect(screen.queryByRole('checkbox', { name: /namespace/ })).toBeNull();
  const plan = screen.getByRole('button', { name: 'Plan' });
  expect(plan).toHaveProperty('disabled', true);
  expect(await screen.findByText(/^Choose one first/)).toBeTruthy();
  await userEvent.click(await screen.findByRole('combobox', { name: 'Into which connection' }));
  await userEvent.click(await screen.findByRole('option', { name: 'staging' }));
  await userEvent.click(plan);
  expect(awaitedPlan.get()?.connection).toBe(saved.profile.id);
  expect(window.location.hash).toContain(saved.profile.id);
});

it('puts keys back into the connection that the file was opened for', async () => {
  const saved = aConnection('staging');
  const connection = saved.profile.id;
  const source = snapshotKeys('/tmp/a.db');
  choosePutBack({ file: source.file, connection, connectionName: 'staging' });
  render(
    <InFile api={scriptedApi({ connections: { list: async () => [saved] } })}>
      <PutBackKeysDialog chosen={folder} source={source} onPlan={noAct} onClose={noAct} />
    </InFile>,
  );
  const into = await screen.findByRole('combobox', { name: 'Into which connection' });
  expect(into.textContent).toBe('staging');
  await userEvent.click(screen.getByRole('button', { name: 'Plan' }));
  expect(awaitedPlan.get()?.connection).toBe(connection);
  await waitFor(() => expect(putBackInto.get()).toBeNull());
});

it('gives a plan up that waits for its connection, once another screen is gone to', async () => {
  const api = scriptedApi({});
  const form = { leases: 'none', closure: false, deletesExtra: false } as const;
  showPlanIn(id, putBackRequest(api, liveKeys(id, 9), id, folder, form));
  await waitFor(() => expect(window.location.hash).toContain(id));
  expect(awaitedPlan.get()).not.toBeNull();
  window.location.hash = '#/';
  await waitFor(() => expect(awaitedPlan.get()).toBeNull());
});

it('holds a file open until its plan is closed', async () => {
  const source = snapshotKeys('/tmp/a.db');
  const file = fedStream<SourceOpening>();
  const open: Api['sources']['open'] = (_, options) => file.open(options?.signal);
  const change = { kind: 'create', key: bytesOf('/a/1'), from: null, bytes: 3, expectedModRevision: 0 } as const;
  const body = aKeysBody({ counts: { create: 1, overwrite: 0, delete: 0, skip: 0 }, samples: [change] });
  const planPutBack: Api['plans']['planPutBack'] = async function* () {
    yield { kind: 'planned', plan: aPlan({ act: 'putBack', body }) };
  };
  const api = scriptedApi({ sources: { open }, plans: { planPutBack, discard: async () => undefined } });
  const form = { leases: 'none', closure: false, deletesExtra: false } as const;
  awaitedPlan.update(() => ({ connection: id, request: putBackRequest(api, source, id, folder, form) }));
  render(
    <InWorkbench api={api}>
      <PlanHost />
    </InWorkbench>,
  );
  await waitFor(() => expect(file.opened()).toBe(1));
  act(() => file.push({ kind: 'opened', origin: aFileOrigin() }));
  expect(await screen.findByText('1 key is created.')).toBeTruthy();
  expect(file.stopped()).toBe(0);
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect([file.opened(), file.stopped()]).toEqual([1, 1]));
});
