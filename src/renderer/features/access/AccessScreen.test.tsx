import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccessList } from '../../../contract/access.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { PlanNotice } from '../../../contract/plans.ts';
import type { OpenConnection } from '../../state/connection.tsx';
import { planRequest, showPlan } from '../../state/plans.ts';
import { anAccessList, aPermittedRange, aRole } from '../../testing/access-builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { type Script, scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf, toHex } from '../../ui/byte-text.ts';
import { AccessScreen } from './AccessScreen.tsx';
import { accessDesk } from './access-desk.ts';

afterEach(cleanup);
beforeEach(() => {
  showPlan(null);
  window.location.hash = '';
  window.sessionStorage.clear();
});

const connection = anOpenConnection();

function aScreen(list: AccessList | Error, script: Script = {}, own: OpenConnection = connection) {
  const asked = vi.fn(async () => {
    if (list instanceof Error) throw list;
    return list;
  });
  const api = scriptedApi({ ...script, access: { list: asked, ...script.access } });
  render(
    <InWorkbench api={api} connection={own}>
      <AccessScreen />
    </InWorkbench>,
  );
  return { asked, user: userEvent.setup() };
}

const tab = (name: string) => screen.findByRole('tab', { name });
const rowsOf = (label: string) =>
  within(screen.getByRole('grid', { name: label }))
    .getAllByRole('row')
    .slice(1);

/** Runs the plan that is asked for as far as its request goes. */
async function planned(): Promise<void> {
  for await (const _ of planRequest.get()?.plan({}) ?? []) break;
}

async function* onePlan(): AsyncIterable<PlanNotice> {
  yield { kind: 'progress', scanned: 0 };
}

describe('users and roles', () => {
  it('are listed, with what a user may do and by which role', async () => {
    const { user } = aScreen(anAccessList());
    expect(await screen.findByText('Authentication is on')).toBeTruthy();
    expect(rowsOf('Users')).toHaveLength(4);
    await user.click(screen.getByText('ann'));
    const may = within(screen.getByRole('list', { name: 'What the user may do' }));
    expect(may.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('Read and write everything under /app/ by the role app'),
      expect.stringContaining('Write everything under /jobs/ by the role jobs'),
    ]);
    await user.click(screen.getByRole('gridcell', { name: 'no role: may do nothing' }));
    expect(screen.getByText(/^Nothing: no role of this user/)).toBeTruthy();
  });

  it('are found by name, and roles by the keys that they permit', async () => {
    const { user } = aScreen(anAccessList());
    await user.type(await screen.findByRole('textbox', { name: 'Filter users' }), 'BOB');
    expect(rowsOf('Users').map(({ textContent }) => textContent)).toEqual([expect.stringContaining('bob')]);
    await user.click(await tab('Roles'));
    await user.type(screen.getByRole('textbox', { name: 'Filter roles' }), '/jobs');
    expect(rowsOf('Roles').map(({ textContent }) => textContent)).toEqual([expect.stringContaining('jobs')]);
  });

  it('say that there is none of a name that is asked for', async () => {
    accessDesk.ask(({ showRole }) => showRole('nobody'));
    aScreen(anAccessList());
    expect(await screen.findByText('There is no role nobody')).toBeTruthy();
  });

  it('say that nothing is enforced while authentication is off, and how to begin', async () => {
    aScreen(anAccessList({ isAuthOn: false, users: [], roles: [] }));
    expect(await screen.findByText('Authentication is off')).toBeTruthy();
    expect(screen.getByText(/Everybody who reaches a member/)).toBeTruthy();
    expect(screen.getByText('There is no user')).toBeTruthy();
  });

  it('are not shown as before once the cluster asks for a user', async () => {
    const { asked, user } = aScreen(anAccessList({ isAuthOn: false }));
    await screen.findByText('Authentication is off');
    asked.mockRejectedValue(new EtcdeckError({ code: 'UserEmpty', message: 'etcdserver: user name is empty' }));
    await user.click(screen.getByRole('button', { name: 'Read users and roles again' }));
    expect(await screen.findByText('The cluster asks for a user, and none is given.')).toBeTruthy();
    expect(screen.queryByText('Authentication is off')).toBeNull();
  });

  it('name the role that a user lacks who may not see them', async () => {
    const denied = new EtcdeckError({ code: 'PermissionDenied', message: 'permission denied', operation: 'userList' });
    const ranges = [aPermittedRange('app-reader', '/app/', 'read')];
    const own = { kind: 'limited', user: 'bob', isOfCertificate: false, ranges, complete: true } as const;
    const ofBob = { ...connection, profile: { ...connection.profile, user: 'bob' } };
    aScreen(denied, { access: { own: async () => own } }, ofBob);
    expect(await screen.findByText(/takes the role root/)).toBeTruthy();
    const may = within(await screen.findByRole('list', { name: 'What your user may do' }));
    expect(may.getByRole('listitem').textContent).toContain('Read everything under /app/ by the role app-reader');
  });

  it('say which versions do not enforce them', async () => {
    const defect = { id: 'GHSA-x', title: 'A watch returns more', members: ['etcd-1'], url: 'https://example.com/x' };
    aScreen(anAccessList({ defects: [defect] }));
    expect((await screen.findByRole('link', { name: 'GHSA-x' })).closest('li')?.textContent).toBe(
      'A watch returns more (etcd-1; GHSA-x).',
    );
  });
});

it('shows 500 roles without drawing all of them, and ranges of any bytes', async () => {
  const names = Array.from({ length: 500 }, (_, at) => `role-${String(at).padStart(3, '0')}`);
  const binary = { ...aPermittedRange('bin', '/'), key: Uint8Array.of(0xff, 0x00), end: null };
  const roles = [...names.map((name) => aRole(name, aPermittedRange(name, `/${name}/`))), aRole('bin', binary)];
  const { user } = aScreen(anAccessList({ roles }));
  await user.click(await tab('Keyspace'));
  expect(screen.getAllByRole('button', { name: /^role-/ }).length).toBeLessThan(200);
  await user.type(screen.getByRole('textbox', { name: 'Filter by role or key' }), 'bin');
  expect(screen.getByRole('button', { name: String.raw`bin: read and write all from \xff\x00 on.` })).toBeTruthy();
  expect(rowsOf('Ranges of roles')).toHaveLength(1);
});

describe('the questions', () => {
  it('say what a user may do with a prefix, wholly or in part, and by which role', async () => {
    const check = vi.fn(async () => ({
      isAuthOn: true,
      read: { extent: 'whole', by: [aPermittedRange('app', '/app/')] } as const,
      write: { extent: 'none', by: [] } as const,
    }));
    const { user } = aScreen(anAccessList(), { access: { check } });
    await user.click(await tab('Who can do what'));
    const card = within(screen.getByRole('region', { name: 'Can they?' }));
    await user.click(card.getByRole('combobox', { name: 'User' }));
    await user.click(screen.getByRole('option', { name: 'ann' }));
    await user.type(card.getByRole('textbox', { name: 'Prefix' }), '/app/');
    const answer = await card.findByRole('status', { name: 'What they can do' });
    expect(answer.textContent).toContain('ann may read all of it, by app.');
    expect(answer.textContent).toContain('ann may write none of it.');
    expect(check).toHaveBeenLastCalledWith(
      { connection: connection.id, user: 'ann', key: bytesOf('/app/'), end: bytesOf('/app0') },
      expect.anything(),
    );
  });

  it('say who may use the key that Keys asks about', async () => {
    const who = vi.fn(async () => ({
      ...{ isAuthOn: true, complete: true, roles: [] },
      users: [
        {
          user: 'bob',
          read: { extent: 'part', by: [aPermittedRange('app-reader', '/app/', 'read')] } as const,
          write: { extent: 'none', by: [] } as const,
        },
      ],
    }));
    window.location.hash = `#/open/${connection.id}/access/${toHex(bytesOf('/app/x'))}`;
    aScreen(anAccessList(), { access: { who } });
    const table = await screen.findByRole('grid', { name: 'Users who can' });
    await waitFor(() => expect(within(table).getAllByRole('row')[1]?.textContent).toBe('bobin partnoapp-reader'));
  });
});

describe('acts', () => {
  it('plan a permission that is said in words first', async () => {
    const planRoleGrantPermission = vi.fn(onePlan);
    const { user } = aScreen(anAccessList(), { plans: { planRoleGrantPermission } });
    await user.click(await tab('Roles'));
    await user.click(screen.getByText('jobs'));
    await user.click(screen.getByRole('button', { name: 'Grant a permission…' }));
    await user.type(screen.getByRole('textbox', { name: 'Prefix' }), '/jobs/logs/');
    expect(screen.getByText('Read everything under /jobs/logs/.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show the plan' }));
    await planned();
    expect(planRoleGrantPermission).toHaveBeenCalledWith(
      {
        ...{ connection: connection.id, role: 'jobs', canRead: true, canWrite: false },
        ...{ key: bytesOf('/jobs/logs/'), end: bytesOf('/jobs/logs0') },
      },
      expect.anything(),
    );
  });

  it('hand a password to core once, and keep it nowhere', async () => {
    const secret = 'correct horse';
    const planUserAdd = vi.fn(async function* (): AsyncIterable<PlanNotice> {
      // What matters of the plan here is that there is one.
      yield { kind: 'planned', plan: {} } as PlanNotice;
    });
    const { user } = aScreen(anAccessList(), { plans: { planUserAdd } });
    await user.click(await screen.findByRole('button', { name: 'Add a user…' }));
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'carol');
    const password = screen.getByLabelText<HTMLInputElement>('Password');
    expect(password.type).toBe('password');
    expect(password.autocomplete).toBe('new-password');
    await user.type(password, secret);
    const again = screen.getByLabelText<HTMLInputElement>('Password again');
    await user.type(again, 'correct house');
    expect(screen.getByText('The two are not the same.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Show the plan' }).disabled).toBe(true);
    await user.clear(again);
    await user.type(again, secret);
    await user.click(screen.getByRole('button', { name: 'Show the password' }));
    expect(password.type).toBe('text');
    await user.click(screen.getByRole('button', { name: 'Show the plan' }));
    expect([password.value, again.value]).toEqual(['', '']);
    const request = planRequest.get();
    for await (const _ of request?.plan({}) ?? []);
    expect(planUserAdd).toHaveBeenCalledWith(
      { connection: connection.id, user: 'carol', password: secret },
      expect.anything(),
    );
    await expect(planned()).rejects.toThrow('type it again');
    const kept = JSON.stringify({ ...window.sessionStorage, ...window.localStorage, hash: window.location.hash });
    expect(kept).not.toContain(secret);
  });

  it('say before authentication is turned on what keeps from being locked out', async () => {
    const list = anAccessList({ isAuthOn: false, users: [{ name: 'ann', roles: [] }], roles: [] });
    const { user } = aScreen(list);
    await user.click(await screen.findByRole('button', { name: 'Turn authentication on…' }));
    const checks = within(screen.getByRole('list', { name: 'Checked before' })).getAllByRole('listitem');
    expect(checks.map(({ textContent }) => textContent)).toEqual([
      'There is no user root: the plan adds it.',
      'The user root lacks the role root: the plan grants it.',
      expect.stringContaining('the last step logs in as root'),
      expect.stringContaining('This connection names no user'),
      expect.stringContaining('1 of 1'),
      expect.stringContaining('no other role yet'),
    ]);
  });
});
