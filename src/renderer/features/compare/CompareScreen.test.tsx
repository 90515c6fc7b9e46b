import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../contract/api.ts';
import type { KeyDifference } from '../../../contract/compare.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import { everyKey, type KeyCoverage } from '../../../contract/key-coverage.ts';
import { type SourceOrigin, snapshotKeys } from '../../../contract/key-source.ts';
import { planRequest, showPlan } from '../../state/plans.ts';
import { aConnection, aConnectionState } from '../../testing/builders.ts';
import { aFile, aFileOrigin, InFile } from '../../testing/InFile.tsx';
import { anOpenConnection, InWorkbench } from '../../testing/InWorkbench.tsx';
import { scriptedApi, someSettings } from '../../testing/scripted-api.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { CompareScreen } from './CompareScreen.tsx';

afterEach(() => {
  cleanup();
  window.sessionStorage.clear();
  showPlan(null);
});

const meta = (name: string, modRevision: number) => ({
  key: bytesOf(`/a/${name}`),
  createRevision: 1,
  modRevision,
  version: 1,
});

const differences: readonly KeyDifference[] = [
  { kind: 'changed', name: bytesOf('one'), left: meta('one', 5), right: meta('one', 9) },
  { kind: 'added', name: bytesOf('two'), left: null, right: meta('two', 8) },
];

async function* noPlan() {}

const planCopy = vi.fn<Api['plans']['planCopy']>(noPlan);

function aScreen(compare: Api['compare']['compare']) {
  const asked = vi.fn(compare);
  const api = scriptedApi({
    connections: { list: async () => [] },
    compare: { compare: asked },
    plans: { planCopy },
  });
  render(
    <InWorkbench api={api}>
      <CompareScreen />
    </InWorkbench>,
  );
  return asked;
}

async function compareWithRevision(revision: string): Promise<void> {
  const [left] = await screen.findAllByRole('textbox', { name: 'Revision' });
  if (left === undefined) throw new Error('no field');
  await userEvent.type(left, revision);
  await userEvent.click(screen.getByRole('button', { name: 'Compare' }));
}

const aStarted = (changes: { readonly leftCoverage?: KeyCoverage; readonly rightCoverage?: KeyCoverage } = {}) =>
  ({
    kind: 'started',
    leftRevision: 7,
    rightRevision: 7,
    leftCoverage: everyKey,
    rightCoverage: everyKey,
    ...changes,
  }) as const;

async function* some() {
  yield { ...aStarted(), leftRevision: 5, rightRevision: 9 };
  yield { kind: 'differences', differences } as const;
  yield {
    kind: 'ended',
    counts: { added: 1, removed: 0, changed: 1, rewritten: 0, same: 3, notCovered: 0 },
    next: null,
  } as const;
}

it('lists what differs between a past revision and now', async () => {
  const asked = aScreen(some);
  await compareWithRevision('5');
  await waitFor(() =>
    expect(screen.getByRole('status').textContent).toBe('1 differ, 0 only left, 1 only right, 3 alike'),
  );
  expect(asked.mock.calls[0]?.[0]).toMatchObject({
    left: { source: { revision: 5 } },
    right: { source: { revision: null, connection: anOpenConnection().id } },
  });
});

it('names each key ahead of its revisions, for a window that has no room for all columns', async () => {
  aScreen(some);
  await compareWithRevision('5');
  const titles = (await screen.findAllByRole('columnheader')).map(({ textContent }) => textContent);
  expect(titles).toEqual(['Difference', 'Key, behind the prefix', 'Left modRevision', 'Right modRevision']);
});

it('does not compare a side with itself', async () => {
  const asked = aScreen(some);
  await userEvent.click(await screen.findByRole('button', { name: 'Compare' }));
  expect(screen.getByText(/Both sides are the same keys/)).toBeTruthy();
  expect(asked).not.toHaveBeenCalled();
});

it('plans to put the past back, and never to change it', async () => {
  aScreen(some);
  await compareWithRevision('5');
  await userEvent.click(await screen.findByRole('button', { name: 'Copy left to right' }));
  expect(planRequest.get()?.title).toBe('Copy left to right: all that differs?');
  expect(screen.queryByRole('button', { name: 'Copy right to left' })).toBeNull();
});

it('says that both sides are alike only when all was compared', async () => {
  aScreen(async function* () {
    yield {
      kind: 'ended',
      counts: { added: 0, removed: 0, changed: 0, rewritten: 0, same: 12, notCovered: 0 },
      next: null,
    };
  });
  await compareWithRevision('5');
  expect(await screen.findByText('Both sides are alike')).toBeTruthy();
});

async function titleOfCopy(): Promise<string | undefined> {
  await userEvent.click(await screen.findByRole('button', { name: 'Copy left to right' }));
  return planRequest.get()?.title;
}

it('does not say that a part is all: what was cut off at the limit', async () => {
  aScreen(async function* () {
    yield { kind: 'differences', differences };
    yield {
      kind: 'ended',
      counts: { added: 1, removed: 0, changed: 1, rewritten: 0, same: 3, notCovered: 0 },
      next: bytesOf('two'),
    };
  });
  await compareWithRevision('5');
  await screen.findByText(/there may be more/);
  expect(await titleOfCopy()).toBe('Copy left to right: the first 2 that differ?');
});

it('does not say that a part is all: what was found so far, and before it was stopped', async () => {
  aScreen(async function* (_, options) {
    yield { kind: 'differences', differences };
    await new Promise<void>((resolve) => options?.signal?.addEventListener('abort', () => resolve()));
  });
  await compareWithRevision('5');
  await screen.findByText('two');
  expect(await titleOfCopy()).toBe('Copy left to right: the 2 found so far?');
  act(() => showPlan(null));
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(await titleOfCopy()).toBe('Copy left to right: the 2 found before it was stopped?');
});

async function* someRewritten() {
  const rewritten = {
    kind: 'rewritten',
    name: bytesOf('three'),
    left: meta('three', 4),
    right: meta('three', 7),
  } as const;
  yield { kind: 'differences', differences: [...differences, rewritten] } as const;
  yield {
    kind: 'ended',
    counts: { added: 1, removed: 0, changed: 1, rewritten: 1, same: 3, notCovered: 0 },
    next: null,
  } as const;
}

it('lists what was rewritten with the same value only where that is wished, and never copies it across', async () => {
  aScreen(someRewritten);
  await compareWithRevision('5');
  const chip = await screen.findByRole('button', { name: '1 rewritten with the same value' });
  expect(screen.getByRole('status').textContent).toBe('1 differ, 0 only left, 1 only right, 3 alike');
  expect(screen.queryByText('three')).toBeNull();
  await userEvent.click(chip);
  expect(chip.getAttribute('aria-pressed')).toBe('true');
  expect(await screen.findByText('three')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Copy left to right' }));
  planRequest.get()?.plan({});
  expect(planCopy.mock.lastCall?.[0].names).toEqual([bytesOf('one'), bytesOf('two')]);
});

it('remembers its fields while the window is open', async () => {
  aScreen(some);
  await compareWithRevision('5');
  cleanup();
  aScreen(some);
  const [left, right] = await screen.findAllByRole('textbox', { name: 'Revision' });
  expect([left, right].map((field) => (field as HTMLInputElement).value)).toEqual(['5', '']);
});

const anOpened = { kind: 'opened', origin: aFileOrigin() } as const;

it('compares an opened file with a cluster, which it holds open for that long', async () => {
  const compare = vi.fn<Api['compare']['compare']>(some);
  const open = vi.fn<Api['connections']['open']>(async function* () {
    yield aConnectionState();
    await new Promise(() => {});
  });
  const list = async () => [aConnection('prod')];
  render(
    <InFile api={scriptedApi({ connections: { list, open }, compare: { compare } })}>
      <CompareScreen />
    </InFile>,
  );
  await screen.findByRole('combobox', { name: /^Right/ });
  await userEvent.click(screen.getByRole('button', { name: 'Compare' }));
  await screen.findByText('1 differ, 0 only left, 1 only right, 3 alike');
  expect(compare.mock.calls[0]?.[0]).toMatchObject({
    left: { source: aFile },
    right: { source: { kind: 'live', connection: 'prod' } },
  });
  expect(open.mock.calls[0]?.[0]).toMatchObject({ connection: 'prod' });
  expect(screen.queryByRole('button', { name: 'Copy left to right' })).toBeNull();
});

it('offers the files opened last beside the clusters, and opens the one that is compared', async () => {
  const compare = vi.fn<Api['compare']['compare']>(some);
  const openFile = vi.fn<Api['sources']['open']>(async function* () {
    yield anOpened;
    await new Promise(() => {});
  });
  const api = scriptedApi({
    connections: { list: async () => [] },
    settings: { get: async () => someSettings({ layout: { 'files.recent': JSON.stringify([aFile.file]) } }) },
    sources: { open: openFile },
    compare: { compare },
  });
  render(
    <InWorkbench api={api}>
      <CompareScreen />
    </InWorkbench>,
  );
  await userEvent.click(await screen.findByRole('combobox', { name: /^Left/ }));
  await userEvent.click(await screen.findByRole('option', { name: 'etcd-keys.yaml' }));
  const [left] = screen.getAllByRole('textbox', { name: 'Revision' });
  expect(left).toHaveProperty('disabled', true);
  await userEvent.click(screen.getByRole('button', { name: 'Compare' }));
  await screen.findByText('1 differ, 0 only left, 1 only right, 3 alike');
  expect(openFile.mock.calls[0]?.[0]).toEqual({ source: aFile });
  expect(compare.mock.calls[0]?.[0]).toMatchObject({ left: { source: aFile }, right: { source: { kind: 'live' } } });
});

it('tells files of one name apart by their paths', async () => {
  const files = JSON.stringify([aFile.file, '/mnt/old/etcd-keys.yaml', '/mnt/old/other.yaml']);
  const api = scriptedApi({
    connections: { list: async () => [] },
    settings: { get: async () => someSettings({ layout: { 'files.recent': files } }) },
  });
  render(
    <InWorkbench api={api}>
      <CompareScreen />
    </InWorkbench>,
  );
  await userEvent.click(await screen.findByRole('combobox', { name: /^Left/ }));
  const options = (await screen.findAllByRole('option')).map(({ textContent }) => textContent);
  expect(options).toEqual(['memory', aFile.file, '/mnt/old/etcd-keys.yaml', 'other.yaml']);
});

const keptOpen = vi.fn<Api['connections']['open']>(async function* () {
  yield aConnectionState();
  await new Promise(() => {});
});

async function comparedFile(
  compare: Api['compare']['compare'],
  { clusterId, ...origin }: Partial<SourceOrigin> = {},
): Promise<void> {
  const own = clusterId ?? null;
  const list = async () => [
    aConnection('another', {}, { clusterId: 'c1' as ClusterId }),
    aConnection('own', {}, { clusterId: own }),
  ];
  render(
    <InFile
      api={scriptedApi({ connections: { list, open: keptOpen }, compare: { compare } })}
      origin={{ ...origin, clusterId: own }}
    >
      <CompareScreen />
    </InFile>,
  );
  await screen.findByRole('combobox', { name: /^Right/ });
  await userEvent.click(screen.getByRole('button', { name: 'Compare' }));
}

it('compares an opened file with its own cluster, within what it covers, before anything is chosen', async () => {
  const compare = vi.fn<Api['compare']['compare']>(some);
  const keys = { kind: 'prefix', prefix: bytesOf('/app/') } as const;
  await comparedFile(compare, { clusterId: 'c2' as ClusterId, coverage: { keys, secrets: 'held' } });
  await screen.findByText('1 differ, 0 only left, 1 only right, 3 alike');
  expect(compare.mock.calls[0]?.[0]).toMatchObject({
    left: { source: aFile, prefix: bytesOf('/app/') },
    right: { source: { kind: 'live', connection: 'own' }, prefix: bytesOf('/app/') },
  });
});

it('says how many keys are not compared, and does not call them missing', async () => {
  await comparedFile(async function* () {
    yield aStarted();
    const counts = { added: 0, removed: 0, changed: 0, rewritten: 0, same: 2, notCovered: 1_200 };
    yield { kind: 'ended', counts, next: null };
  });
  await screen.findByText(
    '0 differ, 0 only left, 0 only right, 2 alike, 1,200 not compared: the file does not cover them',
  );
  expect(await screen.findByText('Both sides are alike')).toBeTruthy();
  await screen.findByText('2 keys compared, and no difference. 1,200 keys not compared: the file does not cover them.');
});

it('says that nothing could be compared, where no key is covered', async () => {
  await comparedFile(async function* () {
    const counts = { added: 0, removed: 0, changed: 0, rewritten: 0, same: 0, notCovered: 3 };
    yield { kind: 'ended', counts, next: null };
  });
  expect(await screen.findByText('No key could be compared')).toBeTruthy();
});

it('doubts what only one side has, where the other does not say what it covers', async () => {
  await comparedFile(async function* () {
    yield aStarted({ leftCoverage: { ...everyKey, secrets: 'unknown' } });
    yield { kind: 'differences', differences };
    yield {
      kind: 'ended',
      counts: { added: 1, removed: 0, changed: 1, rewritten: 0, same: 3, notCovered: 0 },
      next: null,
    };
  });
  await screen.findByText(
    'The left file does not say whether Secrets were left out of it: those that only the right side has may have been there.',
  );
});

it('compares a snapshot at any of its revisions, held open beside the cluster', async () => {
  const file = snapshotKeys('/backups/prod.db');
  const files = JSON.stringify([{ file: file.file, kind: 'snapshot', revision: 341 }]);
  const compare = vi.fn<Api['compare']['compare']>(some);
  const openFile = vi.fn<Api['sources']['open']>(async function* () {
    yield { kind: 'reading', doneBytes: 1, totalBytes: 4 };
    expect(compare).not.toHaveBeenCalled();
    yield anOpened;
    await new Promise(() => {});
  });
  const api = scriptedApi({
    connections: { list: async () => [] },
    settings: { get: async () => someSettings({ layout: { 'files.recent': files } }) },
    sources: { open: openFile },
    compare: { compare },
  });
  render(
    <InWorkbench api={api}>
      <CompareScreen />
    </InWorkbench>,
  );
  await userEvent.click(await screen.findByRole('combobox', { name: /^Left/ }));
  await userEvent.click(await screen.findByRole('option', { name: 'prod.db, revision 341' }));
  await compareWithRevision('300');
  await screen.findByText('1 differ, 0 only left, 1 only right, 3 alike');
  expect(compare.mock.calls[0]?.[0]).toMatchObject({ left: { source: { ...file, revision: 300 } } });
});

it('says that equal hashes were enough', async () => {
  aScreen(async function* () {
    yield aStarted();
    yield { kind: 'hashed', isEqual: true, revision: 341 };
    yield {
      kind: 'ended',
      counts: { added: 0, removed: 0, changed: 0, rewritten: 0, same: 0, notCovered: 0 },
      next: null,
    };
  });
  await compareWithRevision('5');
  expect(await screen.findByText('Both sides are alike')).toBeTruthy();
  expect(screen.getByRole('status').textContent).toBe('Equal by hash at revision 341: nothing else was read.');
});
