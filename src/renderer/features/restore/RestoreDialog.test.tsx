import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId, MemberId } from '../../../contract/ids.ts';
import type {
  JoinNotice,
  RestoreForm,
  RestoreNotice,
  RestorePlan,
  RestoreStart,
  RestoresApi,
} from '../../../contract/restores.ts';
import { labelOf, shownConnection } from '../../state/shown-connection.ts';
import { snapshotDialog } from '../../state/snapshot-dialogs.ts';
import { tasks } from '../../state/tasks.ts';
import { aConnection, aConnectionState } from '../../testing/builders.ts';
import { InApp } from '../../testing/InApp.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { RestoreDialog } from './RestoreDialog.tsx';
import { restoreDrafts } from './restore-draft.ts';

afterEach(cleanup);
beforeEach(() => {
  tasks.update(() => []);
  restoreDrafts.update(() => new Map());
  shownConnection.update(() => null);
});

let made = 0;

/** Each test has a file of its own: what runs is kept by file. */
const aForm = (changes: Partial<RestoreForm> = {}): RestoreForm => {
  made += 1;
  return {
    file: `/backups/prod-${made}.db`,
    members: [
      { name: 'etcd-1', peerURLs: ['https://10.0.0.1:2380'] },
      { name: 'etcd-2', peerURLs: ['https://10.0.0.2:2380'] },
    ],
    token: 'restored-1',
    dataDir: '/var/lib/etcd',
    bumpRevision: null,
    skipsHashCheck: false,
    toolVersion: '3.5.30',
    layout: 'systemd',
    ...changes,
  };
};

const aStart = (changes: Partial<RestoreStart> = {}): RestoreStart => ({
  form: aForm(),
  integrity: { verdict: 'ok', findings: [], found: 0 },
  revision: 1_234,
  bumpReason: 'none',
  behindLive: null,
  tools: [],
  isK3s: false,
  isAuthEnabled: false,
  leases: 0,
  increments: null,
  ...changes,
});

const aPlan = ({ members }: RestoreForm): RestorePlan => ({
  faults: [],
  commands: members.map(({ name }) => ({ member: name, bash: `bash ${name}`, powershell: `powershell ${name}` })),
  runbook: [{ host: 'etcd-1', commands: ['systemctl stop etcd'], notes: ['Stop it.', 'Stop all of them first.'] }],
});

function aDialog(start: RestoreStart, script: Partial<RestoresApi> = {}, connection: ConnectionId | null = null) {
  const describe = vi.fn<RestoresApi['describe']>(async ({ form }) => aPlan(form));
  const begin = vi.fn<RestoresApi['begin']>(async () => start);
  const api = scriptedApi(
    {
      restores: { begin, describe, ...script },
      files: { pick: async () => ({ file: '/tmp/joined.db' }) },
      connections: {
        list: async () => [aConnection('restored'), aConnection('other')],
        open: async function* () {
          yield aConnectionState();
        },
      },
    },
    { nativeDialogs: true },
  );
  const onClose = vi.fn();
  const { unmount } = render(
    <InApp api={api}>
      <RestoreDialog file={start.form.file} connection={connection} onClose={onClose} />
    </InApp>,
  );
  return { begin, describe, unmount, api, onClose };
}

const goTo = async (name: RegExp): Promise<void> => userEvent.click(await screen.findByRole('tab', { name }));
const type = (label: string, value: string): void => {
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } });
};

it('says which increments would be left out, and joins them into a snapshot that can be restored', async () => {
  const stream = fedStream<JoinNotice>();
  const join = vi.fn((_request: unknown, options?: { readonly signal?: unknown }) => stream.open(options?.signal));
  const file = '/backups/Full-00000000-00001234-1763629200';
  aDialog(aStart({ form: aForm({ file }), increments: { count: 2, until: 1_300 } }), { join });
  expect((await screen.findByText(/^2 increments of etcd-backup-restore/)).textContent).toBe(
    '2 increments of etcd-backup-restore, up to revision 1,300, follow this snapshot and would not be restored with it.',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Join into one snapshot…' }));
  await waitFor(() => expect(join.mock.calls[0]?.[0]).toEqual({ file, into: '/tmp/joined.db', etcd: null }));
  stream.push({ kind: 'step', step: 'apply' }, { kind: 'applied', revisions: 40, of: 66 });
  await screen.findByText('Repeating the increments on it: 40 of 66 revisions…');
  const joined = {
    ...{ file: '/tmp/joined.db', bytes: 1, sha256: 'ab', etcdVersion: '3.5.30', revision: 1_300, durationMs: 1 },
    ...{ appliedRevisions: 66, leasesWithoutTTL: 1, leftOut: null },
  };
  stream.push({ kind: 'joined', joined });
  stream.end();
  await screen.findByText(/^It reaches revision 1,300, with 66 revisions of increments\. 1 lease has a TTL of an hour/);
  await userEvent.click(screen.getByRole('button', { name: 'Restore joined.db' }));
  expect(snapshotDialog.get()).toEqual({ kind: 'restore', file: '/tmp/joined.db', connection: null });
});

it('has nothing to run for a damaged file, and nothing to correct', async () => {
  const message = 'the snapshot is damaged: page 3 is zero';
  const describe = vi.fn<RestoresApi['describe']>(async () => ({
    ...{ faults: [{ field: 'file', member: null, severity: 'error', message }], commands: [], runbook: [] },
  }));
  aDialog(aStart(), { describe });
  await goTo(/What to run/);
  await screen.findByText(/^There is nothing to run for this file:/);
  expect(screen.getByText('The snapshot is damaged: page 3 is zero.')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Correct it' })).toBeNull();
});

it('offers to join a backup whose file a restore does not take', async () => {
  const begin = vi.fn<RestoresApi['begin']>(async () => {
    const reason = 'it is packed';
    throw new EtcdeckError({ code: 'SnapshotInvalid', message: reason, detail: { reason } });
  });
  aDialog(aStart({ form: aForm({ file: '/backups/Full-00000000-00001234-1763629200.gz' }) }), { begin });
  await screen.findByRole('alert');
  expect(screen.getByRole('button', { name: 'Join into one snapshot…' })).toBeDefined();
});

it('says the verdict first, and what comes back', async () => {
  const finding = { code: 'NoTrailer', severity: 'warning', page: null, message: 'there is no hash' } as const;
  const start = aStart({
    integrity: { verdict: 'unverifiable', findings: [finding], found: 3 },
    behindLive: 900,
    isAuthEnabled: true,
    leases: 12,
  });
  const { begin } = aDialog(start, {}, 'prod' as ConnectionId);
  expect(await screen.findByText('unverifiable')).toBeDefined();
  expect(begin.mock.calls[0]?.[0]).toEqual({ file: start.form.file, connection: 'prod' });
  expect(screen.getByRole('list', { name: 'Findings' }).textContent).toBe('warningthere is no hash');
  expect(screen.getByText('900 revisions beyond the file: what was written since would be lost')).toBeDefined();
  expect(screen.getByRole('list', { name: 'What comes back' }).textContent).toMatch(/passwords come back.*12 leases/);
});

it('describes what is typed once it rests, and says faults at their fields', async () => {
  const { describe } = aDialog(aStart(), {
    describe: async ({ form }) =>
      form.token === 'a b'
        ? {
            ...aPlan(form),
            faults: [
              { field: 'token', member: null, severity: 'error', message: 'the token is one word' },
              { field: 'members', member: 1, severity: 'error', message: 'https://x is another’s too' },
              { field: 'members', member: null, severity: 'warning', message: 'an odd number is better' },
            ],
          }
        : aPlan(form),
  });
  await goTo(/The new cluster/);
  type('Token', 'a b');
  await screen.findByText('The token is one word.');
  expect(screen.getByText('https://x is another’s too.')).toBeDefined();
  expect(screen.getByText('An odd number is better.')).toBeDefined();
  await goTo(/What to run/);
  expect(screen.queryByRole('list', { name: 'Commands' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Correct it' }));
  type('Token', 'b');
  await waitFor(() => expect(screen.queryByText('The token is one word.')).toBeNull());
  expect(describe).not.toHaveBeenCalled();
});

it('adds and leaves out members, raises the revision, and shows the commands of what is meant', async () => {
  const start = aStart({ bumpReason: 'liveIsAhead', behindLive: 5 });
  const { describe } = aDialog(start);
  await goTo(/The new cluster/);
  await userEvent.click(screen.getByRole('button', { name: 'Leave out member 2' }));
  await userEvent.click(screen.getByRole('button', { name: 'Add a member' }));
  type('Name of member 2', 'etcd-9');
  type('Peer URLs of member 2', 'https://a:2380, https://b:2380');
  await userEvent.click(screen.getByRole('checkbox', { name: /^Raise the revision/ }));
  type('Raise by', '1e9');
  await screen.findByText('A whole number of revisions.');
  await goTo(/What to run/);
  await screen.findByText('By how much the revision is raised is a whole number.');
  await goTo(/The new cluster/);
  type('Raise by', '2,000');
  await goTo(/What to run/);
  const commands = within(await screen.findByRole('list', { name: 'Commands' }));
  expect(commands.getByRole('group', { name: 'Restore etcd-9' }).textContent).toBe('bash etcd-9');
  expect(describe.mock.lastCall?.[0].form).toEqual({
    ...start.form,
    members: [start.form.members[0], { name: 'etcd-9', peerURLs: ['https://a:2380', 'https://b:2380'] }],
    bumpRevision: 2_000,
  });
  await userEvent.click(screen.getByRole('button', { name: 'PowerShell' }));
  expect(screen.getByRole('group', { name: 'Restore etcd-9' }).textContent).toBe('powershell etcd-9');
  expect(screen.getByRole('button', { name: 'Copy the command of etcd-9' })).toBeDefined();
  expect(screen.getByText('Stop all of them first.')).toBeDefined();
  expect(screen.getByText(/^No etcdutl was found on this machine/)).toBeDefined();
});

it('restores one member here, with its log, goes on when it is closed, and is shown again', async () => {
  const running = fedStream<RestoreNotice>();
  const run = vi.fn((_request: unknown, options?: { readonly signal?: unknown }) => running.open(options?.signal));
  const tools = [{ file: '/opt/etcdutl', program: 'etcdutl', version: '3.5.30' }] as const;
  const start = aStart({ tools });
  const first = aDialog(start, { run });
  await goTo(/What to run/);
  await screen.findByRole('list', { name: 'Commands' });
  await userEvent.click(screen.getByRole('combobox', { name: 'Member' }));
  await userEvent.click(await screen.findByRole('option', { name: 'etcd-2' }));
  type('Into the folder', '/tmp/etcd-2');
  await userEvent.click(screen.getByRole('button', { name: 'Restore etcd-2 here' }));
  await waitFor(() => expect(run.mock.calls[0]?.[0]).toMatchObject({ member: 'etcd-2', dataDir: '/tmp/etcd-2' }));
  running.push({ kind: 'line', text: 'restoring snapshot' });
  await waitFor(() => expect(screen.getByRole('log').textContent).toBe('restoring snapshot'));
  first.unmount();
  running.push({ kind: 'restored', dataDir: '/tmp/etcd-2', durationMs: 1_500 });
  running.end();
  await waitFor(() => expect(tasks.get()[0]?.state).toBe('done'));
  aDialog(start, { run });
  await goTo(/What to run/);
  await screen.findByText('Restored into /tmp/etcd-2 in 1.5 s.');
  expect(screen.getByRole('log').textContent).toBe('restoring snapshot');
});

it('stops a restore that runs here, and says why one failed', async () => {
  const running = fedStream<RestoreNotice>();
  const tools = [{ file: '/opt/etcdutl', program: 'etcdutl', version: '3.5.30' }] as const;
  aDialog(aStart({ tools }), { run: (_request, options) => running.open(options?.signal) });
  await goTo(/What to run/);
  await screen.findByRole('list', { name: 'Commands' });
  type('Into the folder', '/tmp/full');
  await userEvent.click(screen.getByRole('button', { name: 'Restore etcd-1 here' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  await screen.findByText('Stopped; what it had written was removed.');
  await userEvent.click(screen.getByRole('button', { name: 'Restore etcd-1 here' }));
  await waitFor(() => expect(running.opened()).toBe(2));
  running.fail(new EtcdeckError({ code: 'RestoreFailed', message: 'sha256 mismatch' }));
  expect((await screen.findByRole('alert')).textContent).toContain('The tool said: sha256 mismatch.');
});

it('asks nothing secret for k3s, and shows its own way', async () => {
  aDialog(aStart({ isK3s: true }));
  await screen.findByText(/k3s, whose servers restore a snapshot with their own command and the server’s token/);
  await goTo(/What to run/);
  await screen.findByText('systemctl stop etcd');
  expect(screen.queryByRole('list', { name: 'Commands' })).toBeNull();
  expect(screen.queryByText('Run it here')).toBeNull();
});

it('compares what the members serve with the file, holding a connection that the window does not show', async () => {
  const compareHash = vi.fn<RestoresApi['compareHash']>(async () => [
    { member: 'a1' as MemberId, name: 'etcd-1', isEqual: true, failure: null },
    { member: 'a2' as MemberId, name: 'etcd-2', isEqual: false, failure: null },
    {
      member: 'a3' as MemberId,
      name: '',
      isEqual: null,
      failure: { code: 'ConnectionRefused', message: '', retry: true },
    },
  ]);
  const start = aStart();
  shownConnection.update(() => labelOf(aConnection('other').profile));
  aDialog(start, { compareHash }, 'other' as ConnectionId);
  await goTo(/Afterwards/);
  await userEvent.click(await screen.findByRole('combobox', { name: 'Connection to the new cluster' }));
  await userEvent.click(await screen.findByRole('option', { name: 'restored' }));
  await userEvent.click(screen.getByRole('button', { name: 'Compare hashes' }));
  const hashes = await screen.findByRole('list', { name: 'Hashes of the members' });
  expect(compareHash.mock.calls[0]?.[0]).toEqual({ file: start.form.file, connection: 'restored' });
  expect(hashes.textContent).toMatch(/^etcd-1equaletcd-2differsa3not known\S/);
  expect(screen.getByText('Not every member is proved to serve the file.')).toBeDefined();
});

it('says why the file cannot be restored, and reads it again', async () => {
  let isThere = false;
  const start = aStart();
  aDialog(start, {
    begin: async () => {
      if (!isThere) throw new EtcdeckError({ code: 'FileNotFound', message: 'ENOENT', detail: { file: 'x' } });
      return start;
    },
  });
  const alert = await screen.findByRole('alert');
  isThere = true;
  await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  await screen.findByText('checked ok');
});
