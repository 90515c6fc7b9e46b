import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { LabActNotice } from '../../../contract/lab/acts.ts';
import type { LabEvent } from '../../../contract/lab/events.ts';
import type { LabWriteNotice } from '../../../contract/lab/writes.ts';
import type { LabApi, LabInfo, LabNotice } from '../../../contract/lab.ts';
import { labStart } from '../../state/lab-start.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aLab, aLabFrame, aRecord, cutOff } from '../../testing/lab-builders.ts';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { LabScreen } from './LabScreen.tsx';

afterEach(cleanup);

const { id } = anOpenConnection();

type LabNews = Extract<LabNotice, { kind: 'lab' }>;

async function aScreen(script: Partial<LabApi> = {}) {
  const notices = fedStream<LabNotice>();
  const acts = fedStream<LabActNotice>();
  const act = vi.fn((_request: Parameters<LabApi['act']>[0]) => acts.open());
  const undo = vi.fn((_request: Parameters<LabApi['undo']>[0]) => acts.open());
  const api = scriptedApi({
    lab: {
      programs: async () => [],
      follow: (_request, options) => notices.open(options?.signal),
      ...{ act, undo, ...script },
    },
  });
  render(
    <InWorkbench api={api}>
      <div style={{ height: 700 }}>
        <LabScreen />
      </div>
    </InWorkbench>,
  );
  // What is fed before it is read is lost.
  await waitFor(() => expect(notices.opened()).toBe(1));
  const frames = (...list: Extract<LabNotice, { kind: 'frames' }>['frames']) =>
    notices.push({ kind: 'frames', frames: list });
  const lab = (list: LabNews['acts'] = [], actsBeforeReset = 0, changes: Partial<LabInfo> = {}) =>
    notices.push({ kind: 'lab', lab: { ...aLab(id, 3), ...changes }, acts: list, actsBeforeReset });
  return { notices, acts, act, undo, frames, lab };
}

const sentence = (text: string | RegExp) => screen.findByRole('heading', { level: 2, name: text });
const button = (name: string | RegExp) => screen.findByRole('button', { name });

it('says how the lab stands, and what each member is', async () => {
  const { frames, lab } = await aScreen();
  lab();
  frames(aLabFrame(3, 1_000, { c: { state: 'frozen', commit: 8 } }));
  await sentence('a leads in term 2; 2 of 3 answer; writes work');
  const members = await screen.findByRole('listbox', { name: 'Members' });
  expect(
    within(members)
      .getAllByRole('option')
      .map((each) => each.getAttribute('aria-label')),
  ).toEqual([
    'a: leader, term 2, voted for a, commit 10, applied 10',
    'b: follower, term 2, voted for a, commit 10, applied 10',
    'c: frozen, term 2, voted for a, commit 8, applied 10, 2 behind, as it last answered',
  ]);
});

it('does acts on a member, and says why one was refused', async () => {
  const { frames, lab, act, acts } = await aScreen();
  lab();
  frames(aLabFrame(3));
  await userEvent.click(await screen.findByRole('option', { name: /^b:/ }));
  expect(await screen.findByText('1.0 s to 2.0 s, as configured')).toBeTruthy();
  await userEvent.click(await button('Kill'));
  expect(act.mock.calls[0]?.[0]).toEqual({ connection: id, act: { kind: 'kill', member: 'b' } });
  acts.push({ kind: 'step', text: 'waiting for its end' });
  await waitFor(() =>
    expect(screen.getByRole('status', { name: 'What is being done' }).textContent).toBe('Kill b: waiting for its end'),
  );
  acts.fail(new EtcdeckError({ code: 'LabActRefused', message: 'it is dead already' }));
  expect((await screen.findByRole('alert')).textContent).toContain('it is dead already');
  await userEvent.click(await button('Dismiss'));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

it('parts marked members by the keyboard, and brings them back', async () => {
  const { frames, lab, act, acts } = await aScreen();
  lab();
  frames(aLabFrame(5));
  const first = await screen.findByRole('option', { name: /^d:/ });
  first.focus();
  await userEvent.keyboard(' {ArrowRight} ');
  await waitFor(() =>
    expect(screen.getAllByRole('option', { selected: true }).map(({ dataset }) => dataset.member)).toEqual(['d', 'e']),
  );
  await userEvent.click(await button('Cut off selected'));
  const groups = [
    ['a', 'b', 'c'],
    ['d', 'e'],
  ];
  expect(act.mock.calls[0]?.[0].act).toEqual({ kind: 'partition', groups });
  acts.end();
  frames(aLabFrame(5, 1_100, {}, cutOff('d', 'e')));
  await sentence('a leads in term 2; 5 of 5 answer; 2 members cut off; writes work');
  const commit = await screen.findByRole('list', { name: 'Who can commit' });
  expect(commit.textContent).toContain('3 of 5 can commit: a, b, c');
  expect(commit.textContent).toContain('2 of 5 is too few to commit: d, e');
  (await screen.findByRole('option', { name: /^d:/ })).focus();
  await userEvent.keyboard(' {ArrowRight} ');
  await userEvent.click(await button('Bring back selected'));
  expect(act.mock.calls[1]?.[0].act).toEqual({ kind: 'heal' });
});

it('cuts off the member that is selected where none is marked, and keeps the focus', async () => {
  const { frames, lab, act } = await aScreen();
  lab();
  frames(aLabFrame(3));
  await userEvent.click(await screen.findByRole('option', { name: /^b:/ }));
  (await button('Cut off selected')).focus();
  await userEvent.keyboard('{Enter}');
  expect(act.mock.calls[0]?.[0].act).toEqual({ kind: 'partition', groups: [['a', 'c'], ['b']] });
  frames(aLabFrame(3, 1_100, {}, cutOff('b')));
  expect(document.activeElement).toBe(await button('Bring back selected'));
});

it('asks before a member is removed and before the lab is stopped', async () => {
  const stop = vi.fn(async () => {});
  const { frames, lab, act } = await aScreen({ stop });
  lab();
  frames(aLabFrame(3));
  await userEvent.click(await screen.findByRole('option', { name: /^b:/ }));
  await userEvent.click(await button('Remove…'));
  expect(act).not.toHaveBeenCalled();
  await userEvent.click(
    within(await screen.findByRole('dialog', { name: 'Remove b?' })).getByRole('button', { name: 'Remove' }),
  );
  expect(act.mock.calls[0]?.[0].act).toEqual({ kind: 'remove', member: 'b' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await userEvent.click(await button('Stop the lab…'));
  await userEvent.click(
    within(await screen.findByRole('dialog', { name: 'Stop the lab?' })).getByRole('button', { name: 'Stop the lab' }),
  );
  await waitFor(() => expect(stop).toHaveBeenCalledWith({ connection: id }));
});

it('takes back the last act that can be, and says of others why not', async () => {
  const { frames, lab, undo, acts } = await aScreen();
  const kill = aRecord(1, { kind: 'kill', member: 'b' });
  lab([kill, aRecord(2, { kind: 'moveLeader', to: 'c' }, { noUndo: 'history' })]);
  frames(aLabFrame(3));
  await userEvent.click(await screen.findByRole('tab', { name: 'Acts' }));
  const list = await screen.findByRole('list', { name: 'Acts' });
  expect(
    within(list)
      .getAllByRole('button')
      .map((each) => each.getAttribute('aria-label')),
  ).toEqual(['Undo: Kill b']);
  expect(list.textContent).toContain('history, which cannot be taken back');
  await userEvent.click(await button('Undo last act'));
  expect(undo.mock.calls[0]?.[0]).toEqual({ connection: id, record: 1 });
  acts.push({ kind: 'done', record: aRecord(3, kill.act, { undoes: 1, noUndo: 'undone' }) });
  acts.end();
});

it('parts the acts before a reset, and says what a reset does to the runbook', async () => {
  const { frames, lab } = await aScreen();
  const gone = { noUndo: 'history' } as const;
  lab([aRecord(1, { kind: 'kill', member: 'b' }, gone), aRecord(2, { kind: 'heal' })], 1);
  frames(aLabFrame(3));
  await userEvent.click(await screen.findByRole('tab', { name: 'Acts' }));
  const list = await screen.findByRole('list', { name: 'Acts' });
  expect(
    within(list)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent?.replace(/\d\d:.*/, '')),
  ).toEqual(['Heal all links', 'Before the reset: not in the runbook', 'Kill b']);
  await userEvent.click(await button('Reset…'));
  await screen.findByText(/The runbook begins anew/);
});

it('starts a member that the cluster lists and nobody has started', async () => {
  const { frames, lab, act, acts } = await aScreen();
  const peerURL = 'https://192.0.2.14:2380';
  lab([], 0, { added: [{ id: '64' as MemberId, peerURL, isLearner: true }] });
  frames(aLabFrame(3));
  await screen.findByText(`${peerURL}: added as a learner, not started.`);
  await userEvent.click(await button('Start its process…'));
  const name = await screen.findByRole('textbox', { name: /^Name/ });
  await userEvent.clear(name);
  await userEvent.type(name, 'b');
  await screen.findByText('A member has this name.');
  await userEvent.type(name, '4{Enter}');
  await waitFor(() =>
    expect(act.mock.calls[0]?.[0].act).toEqual({ kind: 'startAdded', peerURL, name: 'b4', etcd: null }),
  );
  acts.end();
  lab();
  await waitFor(() => expect(screen.queryByText(/not started/)).toBeNull());
});

it('shows of members that were not started yet no process of today', async () => {
  const { frames, lab } = await aScreen();
  const before = { state: 'stopped', term: null, vote: null, leader: null, answeredAt: null } as const;
  lab();
  frames(aLabFrame(3, 1_000, { a: before, b: before, c: before }), aLabFrame(3, 222_000));
  await userEvent.click(await screen.findByRole('option', { name: /^b: follower/ }));
  await screen.findByText('101');
  const moment = await screen.findByRole('slider', { name: 'Moment shown' });
  moment.focus();
  await userEvent.keyboard('{Home}');
  await sentence('Not started yet: 0 of 3 answer; writes wait for a majority');
  await screen.findByRole('option', { name: /^b: not started yet/ });
  await screen.findByText('Its process has not run yet.');
  await waitFor(() => expect(screen.queryByText('101')).toBeNull());
  expect(moment.getAttribute('aria-valuetext')).toMatch(/^3 min 41 s ago: Not started yet/);
});

it('shows a moment that has passed, in which nothing can be done, and comes back', async () => {
  const { frames, lab } = await aScreen();
  lab();
  frames(...Array.from({ length: 40 }, (_, at) => aLabFrame(3, 1_000 + at * 100)));
  frames(aLabFrame(3, 5_000, { a: { state: 'dead' }, b: { state: 'leader', term: 3 } }));
  await sentence('b leads in term 3; 2 of 3 answer; writes work');
  const moment = await screen.findByRole('slider', { name: 'Moment shown' });
  moment.focus();
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  await sentence('a leads in term 2; 3 of 3 answer; writes work');
  expect(moment.getAttribute('aria-valuetext')).toBe('1.0 s ago: a leads in term 2; 3 of 3 answer; writes work');
  // The present goes on, and what is shown stays.
  frames(aLabFrame(3, 7_000, { a: { state: 'dead' }, b: { state: 'leader', term: 3 } }));
  await waitFor(() => expect(moment.getAttribute('aria-valuetext')).toMatch(/^3.0 s ago: a leads/));
  expect((await button('Add a member…')).hasAttribute('disabled')).toBe(true);
  await userEvent.keyboard('{End}');
  await sentence('b leads in term 3; 2 of 3 answer; writes work');
  await userEvent.keyboard('{Home}');
  await waitFor(() => expect(moment.getAttribute('aria-valuenow')).toBe('0'));
});

it('lists what happened, by member and kind, and shows the lab at its moment', async () => {
  const { frames, notices, lab } = await aScreen();
  lab();
  frames(aLabFrame(3, 1_000), aLabFrame(3, 2_000));
  const text = 'a became leader at term 2';
  const events: readonly LabEvent[] = [
    { seq: 1, at: 1_000, kind: 'raft', member: 'a', news: 'becameLeader', term: 2, peer: null, text },
    { seq: 2, at: 1_001, kind: 'leaderElected', member: 'a', term: 2, afterMs: 1_204 },
    { seq: 3, at: 1_900, kind: 'link', from: 'a', to: 'b', state: 'cut', delayMs: 0 },
  ];
  notices.push({ kind: 'events', events });
  await userEvent.click(await screen.findByRole('tab', { name: 'Events' }));
  await screen.findByText('3 events. Enter on one shows the lab at its moment.');
  await userEvent.click(screen.getByRole('combobox', { name: 'Kind' }));
  await userEvent.click(await screen.findByRole('option', { name: 'leader elected' }));
  await screen.findByText('1 event. Enter on one shows the lab at its moment.');
});

it('shows the steps of a write, why it waits, and that its end is not known', async () => {
  const steps = fedStream<LabWriteNotice>();
  const write = vi.fn((_request: Parameters<LabApi['write']>[0]) => steps.open());
  const { frames, lab } = await aScreen({ write });
  lab();
  frames(aLabFrame(3));
  await userEvent.click(await screen.findByRole('tab', { name: 'Write' }));
  await userEvent.click(await button('Write'));
  const [request] = write.mock.calls[0] ?? [];
  expect(request?.via).toBe('a');
  expect(new TextDecoder().decode(request?.key)).toBe('/lab/first');
  steps.push({ kind: 'step', step: 'sent', atMs: 0, member: 'a', peer: null, index: null });
  steps.push({ kind: 'step', step: 'appendSent', atMs: 1, member: 'a', peer: 'b', index: 11 });
  steps.push({ kind: 'waiting', reason: 'noMajority', atMs: 900 });
  const list = await screen.findByRole('list', { name: 'Steps of the write' });
  await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(3));
  expect(list.textContent).toContain('a sends the entry to b');
  expect(list.textContent).toContain('too few members acknowledge');
  steps.push({ kind: 'ended', outcome: 'unknown', tookMs: 7_000, revision: null, failure: null });
  steps.end();
  await screen.findByText(/^Unknown after 7\.0 s: no answer came, and it may still be written\.$/);
});

it('says that a lab has ended, before and after anything came', async () => {
  const { notices, frames, lab } = await aScreen();
  lab();
  frames(aLabFrame(3));
  await sentence(/a leads/);
  notices.end();
  await screen.findByText('This lab has ended. What it did can still be looked at.');
  await userEvent.click(await button('Start another lab…'));
  expect(labStart.get()).not.toBeNull();
});

it('says why it could not be followed, and tries again', async () => {
  const { notices, frames } = await aScreen();
  notices.fail(new EtcdeckError({ code: 'Internal', message: 'the observer broke' }));
  await userEvent.click(await button(/^(Try again|Retry)$/));
  await waitFor(() => expect(notices.opened()).toBe(2));
  frames(aLabFrame(3));
  await sentence(/a leads/);
});
