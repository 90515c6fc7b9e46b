import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { LeaseId } from '../../../contract/ids.ts';
import type { KeepAliveNotice, LeaseListNotice, LeaseState, LeasesApi } from '../../../contract/leases.ts';
import type { PlanNotice } from '../../../contract/plans.ts';
import { planRequest, showPlan } from '../../state/plans.ts';
import { toasts } from '../../state/toasts.ts';
import { aConnectionState } from '../../testing/builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aLeaseId, anAliveLease } from '../../testing/lease-builders.ts';
import { fedStream, type Script, scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { keptLeases, letExpire } from './kept-leases.ts';
import { LeasesScreen } from './LeasesScreen.tsx';
import { leaseDesk } from './lease-desk.ts';

afterEach(() => {
  cleanup();
  for (const lease of keptLeases.get().keys()) letExpire(lease);
});
beforeEach(() => {
  showPlan(null);
  toasts.update(() => []);
  window.location.hash = '';
});

const connection = anOpenConnection();

/** A cluster's leases, listed and answered as core does. */
function someLeases(states: readonly LeaseState[], more: Partial<LeasesApi> = {}): Partial<LeasesApi> {
  const listed = { kind: 'listed', total: states.length, endpoint: 'http://a:2379', isCurrent: true, at: 0 } as const;
  return {
    async *list() {
      yield { kind: 'ids', ids: states.map(({ id }) => id) };
      yield listed;
    },
    async *survey() {
      yield { states, done: states.length, total: states.length };
    },
    async *follow({ leases }) {
      yield states.filter(({ id }) => leases.includes(id));
    },
    async *keys({ lease }) {
      const state = states.find(({ id }) => id === lease);
      yield state?.kind === 'alive' ? state.firstKeys : [];
    },
    ...more,
  };
}

function aScreen(leases: Partial<LeasesApi>, script: Script = {}, of = connection) {
  const api = scriptedApi({ ...script, leases });
  render(
    <InWorkbench api={api} connection={of}>
      <LeasesScreen />
    </InWorkbench>,
  );
  return userEvent.setup();
}

const rows = () =>
  within(screen.getByRole('grid', { name: 'Leases' }))
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);

const lock = anAliveLease(aLeaseId(1), { grantedTTL: 600, ttl: 590, firstKeys: ['/jobs/LOCK'] });
const dying = anAliveLease(aLeaseId(2), { grantedTTL: 300, ttl: 20, firstKeys: ['/a', '/b'], keyCount: 7 });
const idle = anAliveLease(aLeaseId(3), { grantedTTL: 3_600, ttl: 3_599 });

async function* onePlan(): AsyncIterable<PlanNotice> {
  yield { kind: 'progress', scanned: 0 };
}

/** Runs the plan that is asked for as far as its request goes. */
async function planned(): Promise<void> {
  for await (const _ of planRequest.get()?.plan({}) ?? []) break;
}

describe('the list', () => {
  it('has what is left, the keys, and what a lease is held for', async () => {
    const events = anAliveLease(aLeaseId(4), {
      ...{ grantedTTL: 3_600, keyCount: 312, firstKeys: ['/registry/events/default/web.17'] },
    });
    const server = anAliveLease(aLeaseId(5), { grantedTTL: 15, firstKeys: ['/registry/masterleases/10.0.0.1'] });
    aScreen(someLeases([lock, dying, idle, events, server]));
    await waitFor(() => expect(rows()).toHaveLength(5));
    await waitFor(() => expect(rows()[0]).toMatch(/^694d0000000000019 min \d+ s10 min1\/jobs\/LOCK$/));
    expect(rows()[1]).toMatch(/^694d000000000002\d+ s5 min7\/a and 6 more$/);
    expect(rows()[2]).toContain('no key');
    expect(rows()[3]).toContain('Events, 312 keys');
    expect(rows()[4]).toContain('API server 10.0.0.1');
  });

  it('leaves those about to expire, those without keys, and those of an id or a key', async () => {
    const user = aScreen(someLeases([lock, dying, idle]));
    await user.click(await screen.findByRole('button', { name: 'About to expire 1' }));
    expect(rows()).toEqual([expect.stringContaining('694d000000000002')]);
    await user.click(screen.getByRole('button', { name: 'Without keys 1' }));
    expect(rows()).toEqual([expect.stringContaining('694d000000000003')]);
    await user.click(screen.getByRole('button', { name: 'All 3' }));
    await user.type(screen.getByRole('textbox', { name: 'Find a lease' }), 'lock');
    expect(rows()).toEqual([expect.stringContaining('694d000000000001')]);
  });

  it('asks for those in view of 50,000, and for all when a filter needs them', async () => {
    const ids = Array.from({ length: 50_000 }, (_, at) => aLeaseId(at));
    const followed: (readonly LeaseId[])[] = [];
    const survey = fedStream<{ states: readonly LeaseState[]; done: number; total: number }>();
    const user = aScreen({
      async *list(): AsyncIterable<LeaseListNotice> {
        for (let from = 0; from < ids.length; from += 5_000) yield { kind: 'ids', ids: ids.slice(from, from + 5_000) };
        yield { kind: 'listed', total: ids.length, endpoint: 'http://a:2379', isCurrent: true, at: 0 };
      },
      async *follow({ leases }) {
        followed.push(leases);
        yield leases.map((id) => anAliveLease(id, { firstKeys: ['/k'] }));
      },
      survey: (_, options) => survey.open(options?.signal),
    });
    await waitFor(() => expect(followed.length).toBeGreaterThan(0));
    expect(followed[0]?.[0]).toBe(ids[0]);
    expect(followed[0]?.length).toBeLessThanOrEqual(100);
    expect(survey.opened()).toBe(0);
    await waitFor(() => expect(rows()[0]).toContain('/k'));
    expect(screen.getByText(/^50,000 leases.*sorting and filters know \d+ of them/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Without keys ?' }));
    await waitFor(() => expect(survey.opened()).toBe(1));
    survey.push({ states: [anAliveLease(aLeaseId(49_999))], done: 25_000, total: 50_000 });
    await waitFor(() => expect(rows()).toEqual([expect.stringContaining(aLeaseId(49_999))]));
    const progress = screen.getByRole('progressbar', { name: 'Asking for all leases' });
    expect(progress.getAttribute('aria-valuenow')).toBe('50');
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(survey.stopped()).toBe(1));
  });

  it('says that there is none, and what a lease is', async () => {
    aScreen(someLeases([]));
    expect(await screen.findByText('There is no lease')).toBeTruthy();
  });

  it('says that there is none of an id that is asked for', async () => {
    leaseDesk.ask(({ showLease }) => showLease(aLeaseId(9)));
    aScreen(someLeases([lock]));
    expect(await screen.findByText(`There is no lease ${aLeaseId(9)}`)).toBeTruthy();
  });

  it('says what failed, and that a list without quorum is one member’s', async () => {
    const fails = vi.fn<LeasesApi['list']>(async function* () {
      yield { kind: 'ids', ids: [] };
      throw new EtcdeckError({ code: 'PermissionDenied', message: 'permission denied', operation: 'leaseLeases' });
    });
    aScreen({ list: fails });
    expect(await screen.findByText(/^etcd lists leases to a user who may read every key/)).toBeTruthy();
    expect(await screen.findByRole('button', { name: /again/i })).toBeTruthy();
    cleanup();
    aScreen(
      someLeases(
        [{ kind: 'unknown', id: aLeaseId(1), failure: { code: 'NoLeader', message: 'no leader', retry: true }, at: 0 }],
        {
          async *list() {
            yield { kind: 'ids', ids: [aLeaseId(1)] };
            yield { kind: 'listed', total: 1, endpoint: 'http://a:2379', isCurrent: false, at: 0 };
          },
        },
      ),
    );
    expect(await screen.findByText(/There is no quorum: these are the leases that a:2379 knows/)).toBeTruthy();
    await waitFor(() => expect(rows()[0]).toContain('not known'));
  });
});

describe('a lease', () => {
  it('shows its keys, is revoked by a plan, and gets a key by one', async () => {
    const planLeaseRevoke = vi.fn(onePlan);
    const planKey = vi.fn(onePlan);
    const entry = {
      ...{ key: bytesOf('/x'), value: bytesOf('v'), createRevision: 3, modRevision: 9, version: 1, lease: null },
      ...{ isMasked: false, bytes: 1 },
    };
    const get = vi.fn(async () => ({ entry, revision: 9 }));
    const user = aScreen(someLeases([lock]), { plans: { planLeaseRevoke, planKey }, keys: { get } });
    await user.click(await screen.findByText(lock.id));
    const details = within(await screen.findByRole('region', { name: `Lease ${lock.id}` }));
    expect(await details.findByText('/jobs/LOCK')).toBeTruthy();
    await user.click(details.getByRole('button', { name: 'Revoke…' }));
    await planned();
    expect(planLeaseRevoke).toHaveBeenCalledWith({ connection: connection.id, leases: [lock.id] }, expect.anything());
    await user.click(details.getByRole('button', { name: 'Attach a key…' }));
    await user.type(screen.getByRole('textbox', { name: 'Key' }), '/x');
    await user.click(screen.getByRole('button', { name: 'Show the plan' }));
    await waitFor(() => expect(planRequest.get()?.title).toContain('Attach /x'));
    await planned();
    expect(planKey).toHaveBeenCalledWith(
      {
        ...{ connection: connection.id, key: bytesOf('/x'), expectedModRevision: 9 },
        put: { value: 'keep', lease: lock.id },
      },
      expect.anything(),
    );
  });

  it('is granted by a plan, for a TTL that can be', async () => {
    const planLeaseGrant = vi.fn(onePlan);
    const user = aScreen(someLeases([]), { plans: { planLeaseGrant } });
    const [first] = await screen.findAllByRole('button', { name: 'Grant a lease…' });
    if (first !== undefined) await user.click(first);
    const ttl = screen.getByRole('textbox', { name: 'TTL in seconds' });
    await user.clear(ttl);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Show the plan' }).disabled).toBe(true);
    await user.type(ttl, '120{Enter}');
    await planned();
    expect(planLeaseGrant).toHaveBeenCalledWith({ connection: connection.id, ttl: 120 }, expect.anything());
  });

  it('is kept alive while the switch is on, which is said, and told where it ends', async () => {
    const keeping = fedStream<KeepAliveNotice>();
    const user = aScreen(someLeases([lock], { keepAlive: (_, options) => keeping.open(options?.signal) }));
    await user.click(await screen.findByText(lock.id));
    const keepSwitch = () => screen.getByRole('switch', { name: 'Keep alive while this window is open' });
    await waitFor(() => expect(keepSwitch()).toHaveProperty('disabled', false));
    await user.click(keepSwitch());
    keeping.push({ kind: 'kept', ttl: 600, at: 0 });
    expect(await screen.findByText(/^Kept alive at/)).toBeTruthy();
    expect(screen.getByText('This window keeps 1 lease alive, until it closes or leaves the connection.')).toBeTruthy();
    expect(rows()[0]).toContain('Kept alive here');
    await user.click(keepSwitch());
    await waitFor(() => expect(keeping.stopped()).toBe(1));
    expect(screen.queryByText(/^This window keeps/)).toBeNull();
    await user.click(keepSwitch());
    await waitFor(() => expect(keeping.opened()).toBe(2));
    keeping.fail(new EtcdeckError({ code: 'LeaseNotFound', message: 'gone' }));
    await waitFor(() => expect(toasts.get()[0]?.text).toBe(`The lease ${lock.id} is not kept alive any more`));
    expect(keptLeases.get().size).toBe(0);
  });

  it('is not kept alive by a read-only connection, and says so', async () => {
    const state = aConnectionState({ readOnly: { reason: 'production', unlockedUntil: null } });
    const user = aScreen(someLeases([lock]), {}, anOpenConnection({ state }));
    await user.click(await screen.findByText(lock.id));
    expect(await screen.findByText(/unlock it to keep leases alive/)).toBeTruthy();
    expect(screen.getByRole('switch')).toHaveProperty('disabled', true);
  });
});
