import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../contract/api.ts';
import type { Examination, ExaminationNotice } from '../../../contract/doctor.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { type Finding, findingKey } from '../../../contract/findings.ts';
import { ClusterProvider } from '../../state/cluster.tsx';
import { askCluster } from '../../state/cluster-asked.ts';
import { ExaminationProvider } from '../../state/examination.tsx';
import { pendingFileRequest } from '../../state/file-picker.ts';
import { toasts } from '../../state/toasts.ts';
import { aCluster, aFinding, aMember } from '../../testing/cluster-builders.ts';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { aCheck, anExamination } from '../../testing/maintenance-builders.ts';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { DoctorTab } from './DoctorTab.tsx';

afterEach(cleanup);
beforeEach(() => {
  toasts.update(() => []);
  pendingFileRequest.update(() => null);
});

const connection = anOpenConnection();
const a = aMember({ name: 'etcd-a', isLeader: true });
const slow = aFinding('SlowFsync', { member: a.id, detail: { p99: 0.61, threshold: 0.5 }, since: Date.now() - 90_000 });

function aTab(doctor: Partial<Api['doctor']> = {}) {
  const followed = fedStream<Examination>();
  const asked = fedStream<ExaminationNotice>();
  const examine = vi.fn((_request: unknown, options?: { readonly signal?: AbortSignal }) =>
    asked.open(options?.signal),
  );
  const api = scriptedApi({
    cluster: {
      async *follow() {
        yield aCluster([a]);
      },
    },
    doctor: { follow: (_request, options) => followed.open(options?.signal), examine, ...doctor },
  });
  render(
    <InWorkbench api={api} connection={connection}>
      <ClusterProvider>
        <ExaminationProvider>
          <DoctorTab />
        </ExaminationProvider>
      </ClusterProvider>
    </InWorkbench>,
  );
  const found = async (facts: Partial<Examination>): Promise<void> => {
    await waitFor(() => expect(followed.opened()).toBeGreaterThan(0));
    act(() => followed.push(anExamination(facts)));
    await waitFor(() => expect(screen.queryByRole('status', { name: 'Examining the cluster' })).toBeNull());
  };
  return { followed, asked, examine, found };
}

const sentence = (): string | null => screen.getByRole('heading', { level: 1 }).textContent;
const items = (title: string): readonly HTMLElement[] =>
  within(within(screen.getByRole('region', { name: title })).getByRole('list')).getAllByRole('listitem');

it('says what is awaited; a report waits for it, a review does not', async () => {
  aTab();
  await screen.findByRole('status', { name: 'Examining the cluster' });
  expect(screen.getByRole('button', { name: 'Copy' }).hasAttribute('disabled')).toBe(true);
  expect(screen.getByRole('button', { name: 'Review a configuration…' }).hasAttribute('disabled')).toBe(false);
});

it('says that nothing is wrong only once everything was looked at', async () => {
  const { found } = aTab();
  await found({ checks: [aCheck('status'), aCheck('metrics', { state: 'running', at: null })] });
  await waitFor(() => expect(sentence()).toBe('Nothing so far'));
  expect(screen.getByText('Not everything was looked at yet.')).toBeDefined();
  await found({});
  await waitFor(() => expect(sentence()).toBe('Nothing is wrong'));
  expect(screen.queryByRole('region', { name: 'Findings' })).toBeNull();
});

it('says which parts could not be looked at, and why', async () => {
  const { found } = aTab();
  const failure = { code: 'PermissionDenied', message: 'no', retry: false } as const;
  await found({ checks: [aCheck('status'), aCheck('exposure', { state: 'failed', failure })] });
  await waitFor(() => expect(screen.getByText(/^1 part could not be looked at/)).toBeDefined());
  const [, exposure] = within(screen.getByRole('list', { name: 'Checks' })).getAllByRole('listitem');
  expect(exposure?.textContent).toMatch(/^Who can reach it.*not possible/);
});

it('tells a part with nothing to look at from one that was not asked for', async () => {
  const { found } = aTab();
  const skipped = { state: 'skipped' } as const;
  await found({
    checks: [aCheck('certificates', { ...skipped, at: Date.now() }), aCheck('hash', { ...skipped, at: null })],
  });
  const said = () => within(screen.getByRole('list', { name: 'Checks' })).getAllByRole('listitem');
  await waitFor(() => expect(said()[0]?.textContent).toMatch(/nothing to look at$/));
  expect(said()[1]?.textContent).toMatch(/not asked for$/);
});

it('says why nothing is followed, and tries anew', async () => {
  const { followed } = aTab();
  await waitFor(() => expect(followed.opened()).toBe(1));
  act(() => followed.fail(new EtcdeckError({ code: 'Unavailable', message: 'gone' })));
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(followed.opened()).toBe(2));
});

it('keeps what was found before when following it fails', async () => {
  const { followed, found } = aTab();
  await found({ findings: [slow] });
  act(() => followed.fail(new EtcdeckError({ code: 'Unavailable', message: 'gone' })));
  await screen.findByText(/This is what was found before/);
  expect(items('Findings')).toHaveLength(1);
});

it('shows each finding with its figure, its rule, its urgency and the way to what remedies it', async () => {
  const { found } = aTab();
  const critical = aFinding('Alarm', { severity: 'critical', member: a.id, detail: { alarm: 'NOSPACE' } });
  const hint = aFinding('EvenVoters', { severity: 'info', detail: { voters: 2 } });
  await found({ findings: [critical, slow, hint] });
  await waitFor(() => expect(sentence()).toBe('1 critical finding, 1 warning and 1 hint'));
  const [first, second] = items('Findings');
  if (first === undefined || second === undefined) throw new Error('two were expected');
  expect(within(first).getByText('critical')).toBeDefined();
  expect(within(first).getByRole('button', { name: 'The way out…' })).toBeDefined();
  expect(second.textContent).toContain('The disk of etcd-a syncs slowly');
  expect(second.textContent).toContain('up to 610 ms; more than 500 ms is slow');
  expect(second.textContent).toContain('Rule: etcd-mixin etcdHighFsyncDurations');
  expect(second.textContent).toContain('first seen 1 min ago');
  await userEvent.click(within(second).getByRole('button', { name: 'To its metrics' }));
  expect(window.location.hash).toBe('#/open/memory/cluster/metrics');
});

it('tells apart defects of one member, many of them', async () => {
  const snooze = vi.fn(async (_request: unknown) => undefined);
  const { found } = aTab({ snooze });
  const many = Array.from({ length: 60 }, (_, at) =>
    aFinding('PlainPeerURL', { member: a.id, detail: { url: `http://10.0.0.${at}:2380` } }),
  );
  await found({ findings: many });
  await waitFor(() => expect(items('Findings')).toHaveLength(60));
  expect(sentence()).toBe('60 warnings');
  await userEvent.click(screen.getAllByRole('button', { name: /^Snooze: / })[6] ?? document.body);
  await userEvent.type(await screen.findByLabelText(/^Why/), 'known{Enter}');
  await waitFor(() => expect(snooze).toHaveBeenCalledTimes(1));
  expect(snooze.mock.calls[0]?.[0]).toMatchObject({ finding: many[6] && findingKey(many[6]) });
});

it('snoozes a finding with a reason and a time, and wakes it', async () => {
  const snooze = vi.fn(async (_request: unknown) => undefined);
  const wake = vi.fn(async (_request: unknown) => undefined);
  const { found } = aTab({ snooze, wake });
  await found({ findings: [slow] });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Snooze: The disk of etcd-a syncs slowly' }));
  const dialog = await screen.findByRole('dialog', { name: 'Snooze this?' });
  const button = within(dialog).getByRole('button', { name: 'Snooze' });
  expect(button.hasAttribute('disabled')).toBe(true);
  await user.click(within(dialog).getByRole('combobox', { name: 'For how long' }));
  await user.click(await screen.findByRole('option', { name: 'Until it is woken' }));
  await user.type(within(dialog).getByLabelText(/^Why/), 'a new disk{Enter}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const about = { connection: connection.id, finding: findingKey(slow) };
  expect(snooze.mock.calls[0]?.[0]).toEqual({ ...about, reason: 'a new disk', until: null });
  await found({ findings: [{ ...slow, snoozed: { reason: 'a new disk', until: null } }] });
  await waitFor(() => expect(sentence()).toBe('Nothing is wrong'));
  expect(items('Snoozed')[0]?.textContent).toContain('Snoozed: a new disk');
  await user.click(screen.getByRole('button', { name: 'Wake: The disk of etcd-a syncs slowly' }));
  expect(wake.mock.calls[0]?.[0]).toEqual(about);
});

it('keeps the question open when it could not be snoozed', async () => {
  const snooze = async () => {
    throw new EtcdeckError({ code: 'DiskFull', message: 'no space left' });
  };
  const { found } = aTab({ snooze });
  await found({ findings: [slow] });
  await userEvent.click(await screen.findByRole('button', { name: /^Snooze: / }));
  await userEvent.type(await screen.findByLabelText(/^Why/), 'later{Enter}');
  await waitFor(() => expect(toasts.get()).toMatchObject([{ tone: 'bad' }]));
  expect(screen.getByRole('dialog', { name: 'Snooze this?' })).toBeDefined();
});

const differs: Finding = aFinding('HashDiffers', { severity: 'critical', detail: { members: a.id, revision: 7 } });

it('examines all when asked, hashes too, and keeps what they said beside what is followed', async () => {
  const { asked, examine, found } = aTab();
  await found({ findings: [slow] });
  await userEvent.click(await screen.findByRole('button', { name: 'Examine all' }));
  await waitFor(() => expect(asked.opened()).toBe(1));
  expect(examine.mock.calls[0]?.[0]).toEqual({ connection: connection.id, hashKV: true, snapshotFolder: null });
  act(() => asked.push({ kind: 'checks', checks: [aCheck('hash', { state: 'running', at: null })] }));
  await waitFor(() =>
    expect(screen.getByRole('list', { name: 'Checks' }).textContent).toBe('The members’ datalooking'),
  );
  act(() => {
    const checks = anExamination().checks.map((check) => (check.name === 'hash' ? aCheck('hash') : check));
    asked.push({ kind: 'examined', examination: anExamination({ findings: [slow, differs], checks }) });
    asked.end();
  });
  await waitFor(() => expect(sentence()).toBe('1 critical finding and 1 warning'));
  await found({ findings: [] });
  await waitFor(() => expect(sentence()).toBe('1 critical finding'));
  expect(screen.getByRole('list', { name: 'Checks' }).textContent).toMatch(/data.*done$/);
});

it('stops examining, and says when it could not be finished', async () => {
  const { asked, found } = aTab();
  await found({});
  await userEvent.click(await screen.findByRole('button', { name: 'Examine all' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(asked.stopped()).toBe(1));
  await userEvent.click(screen.getByRole('button', { name: 'Examine all' }));
  await waitFor(() => expect(asked.opened()).toBe(2));
  act(() => asked.fail(new EtcdeckError({ code: 'Unavailable', message: 'gone' })));
  await screen.findByText(/The examination was not finished/);
});

it('begins to examine when the palette asks for it', async () => {
  const { asked } = aTab();
  act(() => askCluster(connection.id, 'examine'));
  await waitFor(() => expect(asked.opened()).toBe(1));
});

/** Answers the file picker once it asks. */
async function pick(file: string | null): Promise<string | null> {
  await waitFor(() => expect(pendingFileRequest.get()).not.toBeNull());
  const request = pendingFileRequest.get();
  act(() => request?.answer(file));
  return request?.suggested ?? null;
}

it('saves a report where it is told to, and says where it is', async () => {
  const report = vi.fn(async (_request: unknown) => ({ name: 'memory-report.md', text: null }));
  const { found } = aTab({ report });
  await found({});
  await userEvent.click(await screen.findByRole('button', { name: 'Save Markdown…' }));
  expect(await pick('/tmp/r.md')).toBe('memory-report.md');
  await waitFor(() => expect(toasts.get()).toMatchObject([{ tone: 'ok', detail: '/tmp/r.md' }]));
  expect(report.mock.calls[0]?.[0]).toEqual({ connection: connection.id, format: 'markdown', file: '/tmp/r.md' });
  act(() => askCluster(connection.id, 'report'));
  expect(await pick(null)).toBe('memory-report.html');
  expect(report).toHaveBeenCalledTimes(1);
});

it('says why no report was saved', async () => {
  const report = async () => {
    throw new EtcdeckError({ code: 'FileExists', message: 'it exists' });
  };
  const { found } = aTab({ report });
  await found({});
  await userEvent.click(await screen.findByRole('button', { name: 'Save HTML…' }));
  await pick('/tmp/r.html');
  await waitFor(() => expect(toasts.get()).toMatchObject([{ tone: 'bad', text: expect.stringMatching(/exists/) }]));
});

it('copies a report, where there is a clipboard', async () => {
  const report = vi.fn(async (_request: unknown) => ({ name: 'r.md', text: '# memory' }));
  const { found } = aTab({ report });
  await found({});
  const user = userEvent.setup();
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValueOnce();
  await user.click(await screen.findByRole('button', { name: 'Copy' }));
  await waitFor(() => expect(toasts.get()).toMatchObject([{ text: 'The report was copied as Markdown.' }]));
  expect(write).toHaveBeenCalledWith('# memory');
  write.mockRejectedValueOnce(new DOMException('no'));
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  await waitFor(() => expect(toasts.get().map(({ tone }) => tone)).toContain('warn'));
});

it('reviews a pasted configuration for a version', async () => {
  const review = vi.fn<Api['doctor']['review']>(async ({ to }) => {
    if (to === '3.6') return { kind: 'flags', findings: [] };
    const detail = { flag: '--enable-v2', to: '3.7', line: 4, since: '3.6', effect: 'refused', instead: '' };
    return { kind: 'manifest', findings: [aFinding('RemovedFlag', { detail })] };
  });
  aTab({ review });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Review a configuration…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Review a configuration' });
  expect(within(dialog).getByRole('button', { name: 'Review' }).hasAttribute('disabled')).toBe(true);
  await user.click(within(dialog).getByLabelText('Configuration'));
  await user.paste('etcd --enable-v2');
  await user.click(within(dialog).getByRole('button', { name: 'Review' }));
  await within(dialog).findByText('A static pod’s manifest: change this before 3.7.');
  expect(within(dialog).getByRole('listitem').textContent).toMatch(/--enable-v2/);
  expect(within(dialog).getByRole('listitem').textContent).toMatch(/line 4/i);
  await user.click(within(dialog).getByRole('combobox', { name: 'The version to upgrade to' }));
  await user.click(await screen.findByRole('option', { name: 'For etcd 3.6' }));
  await waitFor(() => expect(within(dialog).queryByText(/change this/)).toBeNull());
  await user.click(within(dialog).getByRole('button', { name: 'Review' }));
  await within(dialog).findByText('A command line: nothing in it stands against 3.6.');
  review.mockRejectedValueOnce(new EtcdeckError({ code: 'BadRequest', message: 'none of these' }));
  await user.click(within(dialog).getByRole('button', { name: 'Review' }));
  await waitFor(() => expect(within(dialog).queryByText(/nothing in it stands/)).toBeNull());
  expect(review.mock.calls.map(([{ to }]) => to)).toEqual(['3.7', '3.6', '3.6']);
});
