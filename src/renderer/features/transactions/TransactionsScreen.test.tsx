import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Api, RequestOf } from '../../../contract/api.ts';
import type { KeysReport } from '../../../contract/execution.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { KeyEntry } from '../../../contract/keys.ts';
import type { TransactionPreview } from '../../../contract/transactions.ts';
import { PlanHost } from '../../shell/PlanHost.tsx';
import { showPlan } from '../../state/plans.ts';
import { toasts } from '../../state/toasts.ts';
import { aConnectionState } from '../../testing/builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { MemoryKeyspace } from '../../testing/memory-keyspace.ts';
import { aKeysBody, aPlan, aSnapshotReport } from '../../testing/plan-builders.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf, toHex } from '../../ui/byte-text.ts';
import { TransactionsScreen } from './TransactionsScreen.tsx';

beforeEach(() => {
  window.location.hash = '#/open/memory/transactions';
});
afterEach(() => {
  cleanup();
  showPlan(null);
});

const previous: KeyEntry = {
  ...{ key: bytesOf('/app/a'), value: bytesOf('old'), createRevision: 2, modRevision: 5, version: 3, lease: null },
  ...{ isMasked: false, bytes: 3 },
};
const preview: TransactionPreview = {
  isGuarded: true,
  branch: 'success',
  comparisons: [{ holds: true, entry: previous }],
  operations: [{ kind: 'put', previous }],
};

function aScreen(report: Partial<KeysReport> = {}, connection = anOpenConnection(), keys: Partial<Api['keys']> = {}) {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/app/a', 'old');
  const asked = vi.fn<(request: RequestOf<'plans.planTransaction'>) => void>();
  const api = scriptedApi({
    ...keyspace.api,
    keys: { ...keyspace.api.keys, ...keys },
    plans: {
      discard: async () => undefined,
      async *planTransaction(request) {
        asked(request);
        const body = aKeysBody({ counts: { create: 0, overwrite: 1, delete: 0, skip: 0 }, transaction: preview });
        yield { kind: 'planned', plan: aPlan({ act: 'transaction', body }) };
      },
      async *execute() {
        yield { kind: 'ended', report: { ...aSnapshotReport(), ...report } };
      },
    },
  });
  render(
    <InWorkbench api={api} connection={connection}>
      <TransactionsScreen />
      <PlanHost />
    </InWorkbench>,
  );
  return { asked, user: userEvent.setup() };
}

async function pasted(user: ReturnType<typeof userEvent.setup>, text: string): Promise<HTMLElement> {
  await user.click(await screen.findByRole('button', { name: 'Paste…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Paste a transaction' });
  fireEvent.change(within(dialog).getByRole('textbox', { name: 'Input of etcdctl txn' }), { target: { value: text } });
  await user.click(within(dialog).getByRole('button', { name: 'Read it' }));
  return dialog;
}

it('builds a transaction row by row, shows it for etcdctl, and previews just that', async () => {
  const { asked, user } = aScreen();
  expect(await screen.findByText('No comparison: “Then” always runs.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Preview…' })).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('button', { name: 'Add a comparison' }));
  await user.click(screen.getByRole('button', { name: 'Add an operation to Then' }));
  fireEvent.change(await screen.findByRole('textbox', { name: 'Key of comparison 1' }), {
    target: { value: '/app/a' },
  });
  fireEvent.change(screen.getByRole('textbox', { name: 'What comparison 1 compares with' }), {
    target: { value: '5' },
  });
  fireEvent.change(screen.getByRole('textbox', { name: 'Key of Then 1' }), { target: { value: '/app/a' } });
  fireEvent.change(screen.getByRole('textbox', { name: 'Value of Then 1' }), { target: { value: 'new "value"' } });
  const line = await screen.findByRole('group', { name: 'etcdctl txn' });
  expect(line.textContent).toContain('mod("/app/a") = "5"\n\nput "/app/a" "new \\"value\\""\n\n\nEND');
  await user.click(await screen.findByRole('button', { name: 'Preview…' }));
  expect(await screen.findByText('“Then” would run now: every comparison holds.')).toBeTruthy();
  expect(screen.getByText('its mod revision is 5')).toBeTruthy();
  expect(asked.mock.calls[0]?.[0]).toMatchObject({
    isGuarded: true,
    transaction: { success: [{ kind: 'put' }], failure: [] },
  });
  await user.click(await screen.findByRole('button', { name: /^\/app\/a/ }));
  expect(await screen.findByRole('textbox', { name: 'Value of /app/a' })).toHaveProperty('value', 'old');
});

it('shows the results of each operation once it was run', async () => {
  const { user } = aScreen({
    revision: 9,
    transaction: { branch: 'success', operations: [{ kind: 'put', previous }] },
  });
  await pasted(user, 'mod("/app/a") = "5"\n\nput /app/a new\n\n\n');
  await user.click(await screen.findByRole('button', { name: 'Preview…' }));
  await user.click(await screen.findByRole('button', { name: 'Run' }));
  const result = await screen.findByRole('region', { name: 'Result' });
  expect(await within(result).findByText('“Then” ran: every comparison held.')).toBeTruthy();
  expect(within(result).getByText('revision 9')).toBeTruthy();
  expect(within(result).getByText(/gave the key another state/)).toBeTruthy();
});

it('says of a lost answer no more than is known', async () => {
  const lost = { code: 'OutcomeUnknown', message: 'it timed out', operation: 'txn', retry: false } as const;
  const { user } = aScreen({ outcome: 'stopped', done: 0, unknown: 1, mayStillHappen: true, failure: lost });
  await pasted(user, '\nput /app/a new');
  await user.click(await screen.findByRole('checkbox', { name: 'Do just what the preview shows, or nothing' }));
  await user.click(await screen.findByRole('button', { name: 'Preview…' }));
  await user.click(await screen.findByRole('button', { name: 'Run' }));
  expect(await screen.findByText('It is not known whether it was done, and it may still happen.')).toBeTruthy();
});

it('reads a pasted text whole or not at all, and names the line and the column', async () => {
  const { user } = aScreen();
  const dialog = await pasted(user, 'mod("/app/a") = "5"\n\nput /app/a "new\nrm /app/a');
  const alert = await within(dialog).findByRole('alert');
  expect(alert.textContent).toContain('Line 3, column 12: This quote is not closed.');
  expect(alert.textContent).toContain('Line 4, column 1: An operation begins with get, put or del.');
  expect(screen.queryByRole('textbox', { name: 'Key of comparison 1', hidden: true })).toBeNull();
});

it('says beside the field what is wrong, and before how large it may be', async () => {
  const { user } = aScreen({}, anOpenConnection({ state: aConnectionState({ maxRequestBytes: 200 }) }));
  await pasted(user, `\nput k ${'v'.repeat(80)}`);
  expect(await screen.findByText(/^1 of 128 rows.* A server refuses it/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  await user.click(await screen.findByRole('button', { name: 'Add an operation to Else' }));
  expect(await screen.findByText('A key has at least one byte.')).toBeTruthy();
  expect(screen.getByText('Something in the transaction is not right yet.')).toBeTruthy();
});

it('begins with the key that another screen asks for, at its revision', async () => {
  window.location.hash = `#/open/memory/transactions/${toHex(bytesOf('/app/a'))}`;
  aScreen();
  expect(await screen.findByRole('textbox', { name: 'Key of Then 1' })).toHaveProperty('value', '/app/a');
  expect(screen.getByRole('textbox', { name: 'What comparison 1 compares with' })).toHaveProperty('value', '2');
});

it('adds no comparison with a key that could not be read, and says so', async () => {
  window.location.hash = `#/open/memory/transactions/${toHex(bytesOf('/app/a'))}`;
  const get = vi.fn(async () => {
    throw new EtcdeckError({ code: 'PermissionDenied', message: 'permission denied' });
  });
  aScreen({}, anOpenConnection(), { get });
  const told = () => toasts.get().map(({ text }) => text);
  await waitFor(() =>
    expect(told()).toContainEqual(expect.stringMatching(/^\/app\/a was not added to the transaction\. /)),
  );
  expect(screen.queryByRole('textbox', { name: 'What comparison 1 compares with' })).toBeNull();
});
