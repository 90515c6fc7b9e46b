import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import type { ClusterId } from '../../../../contract/ids.ts';
import type {
  CopyPlan,
  DueCopy,
  ObjectStore,
  ObjectStoresApi,
  TransferNotice,
} from '../../../../contract/object-stores.ts';
import type { SnapshotSchedule } from '../../../../contract/snapshots.ts';
import { tasks } from '../../../state/tasks.ts';
import { toasts } from '../../../state/toasts.ts';
import { InWorkbench } from '../../../testing/InWorkbench.tsx';
import { fedStream, scriptedApi } from '../../../testing/scripted-api.ts';
import { aSchedule, aScheduleState } from '../../../testing/snapshot-builders.ts';
import { CopyToStoreDialog } from './CopyToStoreDialog.tsx';
import { StoresCard } from './StoresCard.tsx';

afterEach(cleanup);
beforeEach(() => {
  tasks.update(() => []);
  toasts.update(() => []);
});

const store: ObjectStore = {
  id: 's1',
  name: 'off-site',
  endpoint: 'https://minio:9000',
  region: 'us-east-1',
  bucket: 'etcd',
  prefix: 'prod',
  isPathStyle: true,
  caFile: null,
  credentials: 'keychain',
};

function aCard(
  stores: readonly ObjectStore[],
  script: Partial<ObjectStoresApi> = {},
  schedule: SnapshotSchedule | null = null,
) {
  const listed = { stores };
  const api = scriptedApi(
    {
      objectStores: { list: async () => listed.stores, ...script },
      snapshots: { schedule: async () => aScheduleState({ schedule }) },
      files: { pick: async () => ({ file: '/tmp/b.db' }) },
    },
    { nativeDialogs: true },
  );
  render(
    <InWorkbench api={api}>
      <StoresCard />
      <CopyToStoreDialogs stores={stores} />
    </InWorkbench>,
  );
  return { listed, user: userEvent.setup() };
}

/** Shown where there is a store to copy to. */
function CopyToStoreDialogs({ stores }: { readonly stores: readonly ObjectStore[] }) {
  return stores.some(({ name }) => name === 'copies') ? (
    <CopyToStoreDialog file="/backups/a.db" stores={stores} onClose={() => undefined} />
  ) : null;
}

const choose = async (user: ReturnType<typeof userEvent.setup>, name: string): Promise<void> => {
  await user.click(await screen.findByRole('button', { name: 'More for off-site' }));
  await user.click(await screen.findByRole('menuitem', { name }));
};

it('adds a store with its access key, and tests it first', async () => {
  const test = vi.fn(async () => undefined);
  const save = vi.fn<ObjectStoresApi['save']>(async ({ draft }) => ({ ...draft, id: 's1' }));
  const { listed, user } = aCard([], { test, save });
  await user.click(await screen.findByRole('button', { name: 'Add…' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Add an object store' }));
  const fill = async (label: string, text: string): Promise<void> => {
    await user.click(dialog.getByLabelText(label));
    await user.paste(text);
  };
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  await fill('Name', 'off-site');
  await fill('Bucket', 'etcd');
  await fill('Access key id', 'AKIA');
  await fill('Secret access key', 'nonsense');
  expect(dialog.getByLabelText<HTMLInputElement>('Secret access key').type).toBe('password');
  await user.click(dialog.getByRole('button', { name: 'Test' }));
  await dialog.findByText('It works: an object was written, read and deleted.');
  listed.stores = [store];
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await screen.findByText('etcd/prod at https://minio:9000');
  const secrets = { accessKeyId: 'AKIA', secretAccessKey: 'nonsense' };
  expect(test).toHaveBeenCalledWith({ draft: expect.objectContaining({ id: null, bucket: 'etcd' }), secrets });
  expect(save.mock.calls[0]?.[0]).toMatchObject({ draft: { name: 'off-site', credentials: 'keychain' }, secrets });
});

it('keeps a stored access key that it never shows, and says at its field what is refused', async () => {
  const save = vi.fn<ObjectStoresApi['save']>(async () => {
    const detail = { field: 'endpoint', reason: 'it is no URL' };
    throw new EtcdeckError({ code: 'BadRequest', message: 'no', detail });
  });
  const { user } = aCard([store], { save });
  await choose(user, 'Edit…');
  const dialog = within(screen.getByRole('dialog', { name: 'Edit off-site' }));
  expect(dialog.getByLabelText<HTMLInputElement>('Access key id').value).toBe('');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await dialog.findByText('It is no URL.');
  expect(save.mock.calls[0]?.[0]).toEqual({ draft: store, secrets: null });
  await user.click(dialog.getByRole('radio', { name: /^From the environment/ }));
  expect(dialog.queryByLabelText('Access key id')).toBeNull();
});

it('tests a store, says why it does not work, and removes it after asking', async () => {
  const remove = vi.fn(async () => undefined);
  const test = async (): Promise<void> => {
    throw new EtcdeckError({ code: 'StoreRefused', message: 'AccessDenied' });
  };
  const { listed, user } = aCard([store], { test, remove });
  await choose(user, 'Test it');
  await waitFor(() => expect(toasts.get()[0]?.text).toBe('off-site does not work. The object store refused.'));
  await choose(user, 'Remove…');
  listed.stores = [];
  await user.click(await screen.findByRole('button', { name: 'Remove store' }));
  await screen.findByText(/^A snapshot on the machine that fails with the cluster/);
  expect(remove).toHaveBeenCalledWith({ store: 's1' });
});

it('lists what is in a store, and brings one back into a new file', async () => {
  const moving = fedStream<TransferNotice>();
  const download = vi.fn((_request: unknown, options?: { readonly signal?: unknown }) => moving.open(options?.signal));
  const stored = { object: 'prod/a.db', bytes: 2_048, at: Date.now() - 7_200_000, sha256: null, proof: null };
  const { user } = aCard([store], { download, objects: async () => ({ objects: [stored], isCut: true }) });
  await choose(user, 'Show its snapshots…');
  await user.click(await screen.findByRole('button', { name: 'Download prod/a.db' }));
  await waitFor(() =>
    expect(download.mock.calls[0]?.[0]).toEqual({ store: 's1', object: 'prod/a.db', file: '/tmp/b.db' }),
  );
  moving.push({ kind: 'moving', doneBytes: 1_024, totalBytes: 2_048 });
  await waitFor(() => expect(tasks.get()[0]?.progress?.detail).toBe('1 KiB of 2 KiB'));
  moving.push({ kind: 'moved', object: 'prod/a.db', file: '/tmp/b.db', sha256: 'ab' });
  await waitFor(() => expect(tasks.get()[0]?.state).toBe('done'));
  expect(toasts.get()[0]?.action?.label).toBe('Open');
});

it('shows which copies go before it deletes them, and says which are left', async () => {
  const copy = (name: string): DueCopy => ({
    ...{ object: `prod/${name}`, bytes: 2_048, at: 0, savedAt: Date.now() - 7_200_000 },
    ...{ sha256: 'ab', proof: 'verified', clusterId: 'c0ffee' as ClusterId }, // any id will do
  });
  const plan: CopyPlan = { due: [copy('b.db'), copy('a.db')], kept: 3, others: 1, unproved: [], isCut: false };
  const planRetention = vi.fn<ObjectStoresApi['planRetention']>(async () => plan);
  const failure = { code: 'StoreRefused', message: 'AccessDenied (HTTP 403)', retry: false } as const;
  const deleteCopies = vi.fn<ObjectStoresApi['deleteCopies']>(async () => ({
    ...{ deleted: ['prod/a.db'], left: [{ object: 'prod/b.db', failure }] },
  }));
  const { user } = aCard([store], { planRetention, deleteCopies }, aSchedule({ nameTemplate: '{name}_{time}' }));
  await choose(user, 'Delete older copies…');
  const dialog = within(await screen.findByRole('dialog', { name: 'Delete older copies in off-site' }));
  expect(dialog.queryByRole('button', { name: /^Delete/ })).toBeNull();
  await user.clear(dialog.getByRole('textbox', { name: 'Keep the newest' }));
  await user.type(dialog.getByRole('textbox', { name: 'Keep the newest' }), '3');
  await user.click(dialog.getByRole('button', { name: 'Show what goes' }));
  await dialog.findByText('2 copies go, and 3 stay.');
  const request = { store: 's1', nameTemplate: '{name}_{time}', retention: { last: 3, days: 30 } };
  expect(planRetention.mock.calls[0]?.[0]).toMatchObject(request);
  expect(dialog.getByText('prod/b.db')).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Delete 2 copies' }));
  await dialog.findByText('Deleted 1 copy. 1 copy is left:');
  expect(deleteCopies.mock.calls[0]?.[0]).toMatchObject({ ...request, objects: ['prod/b.db', 'prod/a.db'] });
  expect(dialog.getByText(/AccessDenied \(HTTP 403\)/)).toBeDefined();
  // Other rules have another plan.
  await user.type(dialog.getByRole('textbox', { name: 'Keep the newest' }), '0');
  expect(dialog.queryByText(/^Deleted/)).toBeNull();
  expect(dialog.queryByRole('button', { name: /^Delete \d/ })).toBeNull();
});

it('copies a snapshot to the store that is chosen, and says why it was not', async () => {
  const moving = fedStream<TransferNotice>();
  const upload = vi.fn((_request: unknown, options?: { readonly signal?: unknown }) => moving.open(options?.signal));
  const { user } = aCard([store, { ...store, id: 's2', name: 'copies' }], { upload });
  await user.click(await screen.findByRole('radio', { name: /^copies/ }));
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  await waitFor(() => expect(upload.mock.calls[0]?.[0]).toEqual({ store: 's2', file: '/backups/a.db' }));
  moving.fail(new EtcdeckError({ code: 'StoreHashMismatch', message: 'x' }));
  await waitFor(() => expect(toasts.get()[0]?.text).toMatch(/^a\.db was not copied\. What the object store holds/));
  expect(tasks.get()[0]?.state).toBe('failed');
});
